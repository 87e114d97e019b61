import { AppError } from '../../domain/app-error.ts';

/** All that is known to go wrong with a SQLite file: its name in log and trace, and what the operator reads and does about it. */
const troubles = {
  'sqlite.folder-missing': 'cannot be made, because its folder does not exist. Make the folder, or correct DATABASE.',
  'sqlite.is-folder': 'is a folder. Write the path of a file into DATABASE.',
  'sqlite.read-only':
    'cannot be written by the user that runs this. Give that user the right to write the file, those beside it (-wal, -shm) and the folder; if the file system is mounted read-only, mount it for writing.',
  'sqlite.locked':
    'is kept locked by another program. End what uses it (a database tool, a backup that copies it in place, another broker that hangs).',
  'sqlite.busy': 'is busier than it can be. See what else this machine does, or move to PostgreSQL.',
  'sqlite.full': 'has no room to grow: the disk or a quota is full. Make room.',
  'sqlite.io':
    "cannot be read or written: the disk refuses. Look for a full disk, a limit on the size of files, and for errors of the disk in the system's log.",
  'sqlite.cannot-open':
    'cannot be opened. See that the user that runs this may read and write the file, those beside it (-wal, -shm) and the folder.',
  'sqlite.not-a-database':
    'is not a database of SQLite, or its beginning is overwritten. Correct DATABASE; if it names the right file, keep a copy of it and put the last backup in its place.',
  'sqlite.foreign': 'is the database of another program. Correct DATABASE.',
  'sqlite.damaged': 'is damaged. Keep a copy of it and of the files beside it, and put the last backup in their place.',
  'sqlite.log-damaged':
    'has a damaged log beside it (-wal), which holds the newest changes. Keep a copy of all its files and put the last backup in their place.',
  'sqlite.emptied':
    'is empty, but the log beside it (-wal) is not: somebody cut it off. Keep a copy of all its files and put the last backup in their place.',
  'sqlite.replaced':
    'was moved, deleted, emptied or replaced while the broker runs. Put the same file back, or start the broker again on the one that is there now.',
} as const;

export type SqliteTrouble = keyof typeof troubles;

/** A file that cannot be used, as `database_unavailable` that says why. */
export function inTrouble(because: SqliteTrouble, more: { cause?: unknown; details?: Readonly<Record<string, number>> } = {}): AppError {
  return new AppError('database_unavailable', { ...more, details: { because, ...more.details } });
}

/** What does not pass by itself, and gets worse with every write. */
export function isLastingDamage({ because }: AppError): boolean {
  return because === 'sqlite.damaged' || because === 'sqlite.not-a-database';
}

/** The same error with the file's name and what to do, for whoever starts the broker; an error of another kind as it is. */
export function namingFile(error: unknown, path: string): unknown {
  if (!(error instanceof AppError) || error.code !== 'database_unavailable' || !isTrouble(error.because)) return error;
  return new AppError(error.code, { cause: error, details: error.details, problems: [{ path, message: troubles[error.because] }] });
}

function isTrouble(because: string): because is SqliteTrouble {
  return Object.hasOwn(troubles, because);
}

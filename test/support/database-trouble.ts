import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** What goes wrong with a database file is done by other processes, as it is in the world, and never by the one that has it open. */

/** Holds a lock on a SQLite file until it is told to let go. `exclusive` keeps readers out too. */
export async function lockFile(path: string, how: 'writing' | 'exclusive' = 'writing'): Promise<{ release(): Promise<void> }> {
  const statements =
    how === 'writing' ? 'begin immediate' : 'pragma locking_mode = exclusive; begin exclusive; create table lock (a); rollback';
  const child = inNode(
    `const { DatabaseSync } = require('node:sqlite');
     const database = new DatabaseSync(${JSON.stringify(path)}, { timeout: 5000 });
     database.exec(${JSON.stringify(statements)});
     process.stdout.write('locked');
     process.stdin.once('end', () => database.close()).resume();`,
  );
  const gone = once(child, 'exit');
  await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), gone.then(() => Promise.reject(new Error('did not lock')))]);
  return {
    async release() {
      child.stdin?.end();
      await gone;
    },
  };
}

/** Runs statements on a SQLite file in a process of their own. */
export function runOnFile(path: string, statements: string): void {
  done(`new (require('node:sqlite').DatabaseSync)(${JSON.stringify(path)}).exec(${JSON.stringify(statements)})`);
}

/** Writes bytes over a part of a file. */
export function overwrite(path: string, at: number, length: number): void {
  done(`const fs = require('node:fs'); const file = fs.openSync(${JSON.stringify(path)}, 'r+');
    fs.writeSync(file, Buffer.alloc(${length}, 'junk!'), 0, ${length}, ${at})`);
}

function inNode(program: string): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
}

function done(program: string): void {
  const { status, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', '-e', program], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

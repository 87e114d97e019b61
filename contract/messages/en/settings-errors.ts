import type { WordsFor } from '#contract/errors/kinds';
import type { settingsErrors } from '#contract/errors/settings';

export const settingsErrorWords: WordsFor<typeof settingsErrors> = {
  settings_invalid: {
    title: 'Some entries need another look',
    text: 'The settings were not saved, because some values do not fit.',
    action: 'Correct the marked entries and save again.',
  },
  settings_changed_meanwhile: {
    title: 'Somebody else saved in the meantime',
    text: 'The settings changed after this page was loaded, so your change was not saved.',
    action: 'Reload the settings, look at what changed and enter your change again.',
  },
  settings_revision_stale: {
    title: 'A newer revision is live',
    text: 'The broker runs a newer revision of these settings than the one that was sent.',
    action: 'Reload the page to see what is live.',
  },
  settings_revision_conflict: {
    title: 'Two different settings claim to be the same revision',
    text: 'The broker already runs this revision number with other contents, so nothing was changed.',
    action: 'Save once more to make a new revision, and tell your security team: this should not happen.',
  },
  settings_part_missing: {
    title: 'The settings did not arrive completely',
    text: 'A piece of the settings is not on the broker yet, so nothing was changed.',
    action: 'Choose "Make live again".',
  },
  settings_part_hash_wrong: {
    title: 'The settings did not arrive as they were sent',
    text: 'The contents of a piece do not fit its checksum, so nothing was changed.',
    action: 'Choose "Make live again".',
  },
  settings_part_too_large: {
    title: 'That is too much for one entry',
    text: 'A piece of the settings is larger than 200 KB.',
    action: 'Shorten it, for example the list of domains.',
  },
  settings_secret_missing: {
    title: 'A secret is missing',
    text: 'A secret that these settings refer to was never stored.',
    action: 'Enter the client secret or the API token again.',
  },
  connection_unknown: {
    title: 'This identity provider does not exist any more',
    text: 'Somebody may have deleted it.',
    action: 'Reload the page.',
  },
  connection_exists: {
    title: 'The short name is taken',
    text: 'Another identity provider has this short name already.',
    action: 'Choose another short name.',
  },
  capture_running: {
    title: 'Messages are being kept already',
    text: 'The messages of this identity provider are being kept at this moment.',
    action: 'Wait until the hour is over, or stop it and start again.',
  },
  capture_not_for_protocol: {
    title: 'There are no messages to keep',
    text: 'Sign-in by e-mail code has no provider that sends messages.',
    action: 'Look up the support code of a sign-in instead.',
  },
  party_unknown: {
    title: 'This application does not exist any more',
    text: 'Somebody may have deleted it.',
    action: 'Reload the page.',
  },
  party_exists: {
    title: 'The short name is taken',
    text: 'Another application has this short name already.',
    action: 'Choose another short name.',
  },
  forge_token_missing: {
    title: 'The request carried no token',
    text: 'The broker answers only to the Forge app.',
    action: 'Open the page from inside Jira.',
  },
  forge_token_invalid: {
    title: 'The token of the request was not accepted',
    text: 'The broker could not verify that the request came from this app.',
    action: 'Reload the page. If it happens again, check that the app id in the broker configuration is the one of this app.',
  },
  forge_token_replayed: {
    title: 'The request was sent twice',
    text: 'What changes something is taken only once from one token.',
    action: 'Reload the page and try again.',
  },
  forge_module_not_allowed: {
    title: 'This part of the app may not do that',
    text: 'The request came from a module of the app that this route is not for.',
    action: 'Use the admin page in Jira.',
  },
  not_administrator: {
    title: 'Only Jira administrators can do this',
    text: 'Your account does not have the permission "Administer Jira".',
    action: 'Ask a Jira administrator to do it or to give you the permission.',
  },
  administrator_check_failed: {
    title: 'It could not be checked whether you are an administrator',
    text: 'Jira did not answer when the broker asked for your permissions, so nothing was changed.',
    action: 'Try again in a minute.',
  },
  tenant_managed_by_file: {
    title: 'These settings are kept in a file',
    text: 'The operator manages this tenant with "gatehouse config apply", so it cannot be changed from Jira.',
    action: 'Ask the operator of the broker.',
  },
  tenant_managed_by_forge: {
    title: 'These settings are kept in Jira',
    text: 'This tenant is managed by the Forge app, so a file cannot change it.',
    action: 'Change the settings on the admin page in Jira.',
  },
  broker_unreachable: {
    title: 'The broker does not answer',
    text: 'What you save is kept, but does not go live. If the broker does not run, nobody can sign in; if only Jira cannot reach it, people get what was live before.',
    action: 'It is tried again every five minutes. To try at once, choose "Make live again". If it lasts, ask whoever runs the broker.',
  },
  broker_no_answer: {
    title: 'The broker did not answer',
    text: 'Jira could not reach the broker, so this could not be done. Nothing was changed.',
    action: 'Try again in a minute. If it lasts, ask whoever runs the broker.',
  },
  settings_not_live: {
    title: 'The saved settings are not live yet',
    text: 'The broker still runs the settings from before.',
    action: 'It is tried again every five minutes. To try at once, choose "Make live again".',
  },
  settings_storage_unavailable: {
    title: 'The settings could not be read or stored',
    text: 'The storage of the app inside Jira did not answer as it should. What is live stays as it is.',
    action: 'Try again in a minute.',
  },
  settings_epoch_unopened: {
    title: 'This installation is not known to the broker',
    text: 'The settings claim to come from an installation of the app that the broker was never told of.',
    action: 'Install the app once more, so that Jira announces the installation to the broker.',
  },
  forge_not_configured: {
    title: 'The broker knows no Forge app',
    text: 'It was started without the id of the app that it should listen to.',
    action: 'The operator sets FORGE_APP_ID to the id in the manifest of the app and starts the broker again.',
  },
  forge_installation_unknown: {
    title: 'This installation is not known to the broker',
    text: 'The app was installed anew, but the broker was not told of it, so it keeps the settings from before.',
    action: 'Install the app once more, so that Jira announces the installation to the broker.',
  },
  tenant_name_invalid: {
    title: 'The name cannot be used',
    text: 'A tenant is named by a part of a host name.',
    action: 'Choose lower-case letters, digits and single hyphens; the end "-login" and a few names are reserved.',
  },
};

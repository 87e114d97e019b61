import type { WordsFor } from '#contract/errors/kinds';
import type { loginErrors } from '#contract/errors/login';

export const loginErrorWords: WordsFor<typeof loginErrors> = {
  login_expired: {
    title: 'This sign-in took too long',
    text: 'A sign-in has to be finished within ten minutes.',
    action: 'Start again from the help centre.',
  },
  login_unknown: {
    title: 'This sign-in is over',
    text: 'It was finished, cancelled or took longer than ten minutes.',
    action: 'Start again from the help centre.',
  },
  login_wrong_step: {
    title: 'This step is done already',
    text: 'The page belongs to an earlier step of your sign-in, so it was not used again.',
    action: 'Go on in the newest window, or start again from the help centre.',
  },
  login_already_used: {
    title: 'This sign-in is done',
    text: 'You came back to a sign-in that has ended. Nothing is wrong with it, and it works once only.',
    action: 'Open the help centre; if you are signed in, you are there at once.',
  },
  login_other_browser: {
    title: 'This sign-in was started elsewhere',
    text: 'It belongs to another browser or another window without its cookies, so it cannot be finished here.',
    action: 'If you did not start it, close this page. Otherwise start again from the help centre, in this browser.',
  },
  login_signed_out_meanwhile: {
    title: 'You were signed out meanwhile',
    text: 'While you were signing in here, you were signed out at your company or at another application.',
    action: 'Start again from the help centre, if that was not what you wanted.',
  },
  login_settings_changed: {
    title: 'The rules changed while you signed in',
    text: 'Somebody changed the settings of this help centre at this very moment, so your sign-in has to follow the new ones.',
    action: 'Start again from the help centre.',
  },
  login_reference_missing: {
    title: 'The answer of your company could not be matched',
    text: 'It does not say which sign-in it belongs to.',
    action: 'Start again from the help centre.',
  },
  login_wrong_connection: {
    title: 'The answer came from another identity provider',
    text: 'This sign-in was started with another company than the one that answered.',
    action: 'Start again from the help centre.',
  },
  login_form_stale: {
    title: 'This page is out of date',
    text: 'The form belongs to an earlier step or did not come from this site.',
    action: 'Go back to the newest page of your sign-in, or start again from the help centre.',
  },
  login_no_connection: {
    title: 'Nobody can sign in here yet',
    text: 'No company sign-in has been set up for this help centre.',
    action: 'Ask the company whose help centre this is.',
  },
  login_connection_unknown: {
    title: 'This company sign-in does not exist',
    text: 'The link names a company sign-in that is switched off or was removed.',
    action: 'Start again from the help centre.',
  },
  login_address_unusable: {
    title: 'That is not an e-mail address',
    text: 'Enter the whole address, like name@company.example, without spaces.',
    action: 'Correct the address and go on.',
  },
  login_company_not_found: {
    title: 'No company sign-in was found',
    text: 'No company that signs in here has this kind of address. Check it for typing errors, or try another address of yours.',
    action: 'Ask the company whose help centre this is.',
  },
  connection_unsupported: {
    title: 'The broker does not speak this protocol',
    text: 'An identity provider is set up with a protocol that the broker of this help centre does not know.',
    action: 'Update the broker, set the identity provider up with another protocol, or turn it off.',
  },
  connection_needs_mail: {
    title: 'The broker cannot send e-mail yet',
    text: 'Whoever runs it has to set SMTP_URL and MAIL_FROM. Until then nobody can sign in with a code by e-mail.',
    action: 'Until then, turn identity providers that send codes by e-mail off, or delete them.',
  },
  policy_denied: {
    title: 'You may not sign in here',
    text: 'A rule of this help centre does not let you in.',
    action: 'Ask the company whose help centre this is, and give them the support code below.',
  },
  policy_unreachable: {
    title: 'A stronger proof is needed',
    text: 'This step needs a kind of second factor that is not offered here.',
    action: 'Ask the company whose help centre this is, and give them the support code below.',
  },
  stepup_subject_mismatch: {
    title: 'You signed in as somebody else',
    text: 'This step had to be confirmed by the person who is signed in already.',
    action: 'Start again and sign in with the same account, or sign out first.',
  },
  second_factor_wrong: {
    title: 'That code is not right',
    text: 'The code does not fit, or it is too old.',
    action: 'Look at the newest code in your app and enter it. Check that the clock of your phone is set automatically.',
  },
  recovery_code_wrong: {
    title: 'That recovery code is not right',
    text: 'It was mistyped, used already, or replaced by newer ones.',
    action: 'Compare it with your list, or try the next code. Each works once.',
  },
  second_factor_used: {
    title: 'That code was used already',
    text: 'Each code works once.',
    action: 'Wait for the next code in your app and enter that one.',
  },
  second_factor_malformed: {
    title: 'That does not look like a code',
    text: 'What you entered has not the form of the code that is asked for.',
    action: 'Enter the code as it is shown.',
  },
  second_factor_exhausted: {
    title: 'Too many wrong codes',
    text: 'This sign-in was ended to protect your account.',
    action: 'Start again from the help centre.',
  },
  second_factor_locked: {
    title: 'Your second factor is locked for a while',
    text: 'There were too many wrong codes in a row.',
    action: 'Wait, then start again from the help centre. If it stays locked, or if it was not you, tell your help desk.',
  },
  second_factor_too_many: {
    title: 'There are too many of these already',
    text: 'You have as many of this kind as one person may have.',
    action: 'Remove one that you do not use any more on your security page, or choose another way.',
  },
  second_factor_gone: {
    title: 'This does not count any more',
    text: 'It took too long, or was replaced by a newer one.',
    action: 'Reload the page and try again with what it shows then.',
  },
  webauthn_malformed: {
    title: 'No answer of a key arrived',
    text: 'Your browser sent something else than the answer of a security key or passkey.',
    action: 'Press the button and follow what your browser says. If that does not help, choose another way or another browser.',
  },
  webauthn_wrong: {
    title: 'The answer of the key could not be verified',
    text: 'It was not made for this sign-in at this address.',
    action: 'Look at the address of this page: it must be the one you always sign in at. Then try again.',
  },
  webauthn_over: {
    title: 'The key was asked too long ago',
    text: 'This request was answered already, replaced by a newer one, or is older than five minutes.',
    action: 'Let the key be asked again, in the newest window.',
  },
  webauthn_unknown_key: {
    title: 'This key is not one of yours',
    text: 'It was never set up for your account here, or it was removed.',
    action: 'Use the key that you set up, or choose another way.',
  },
  webauthn_not_verified: {
    title: 'The key did not check that it is you',
    text: 'Here, a key has to ask for its PIN, your finger or your face. This one did not.',
    action: 'Set a PIN or fingerprint for the key, or use another one. Keys that only know a touch are not accepted here.',
  },
  webauthn_known_already: {
    title: 'This key is set up already',
    text: 'It is one of your second steps.',
    action: 'Use another key, or go on with the one you have.',
  },
  webauthn_passkey_refused: {
    title: 'This passkey is not accepted here',
    text: 'It is kept by a phone or a password manager, which may copy it to other devices.',
    action: 'Use a security key, or another way.',
  },
  webauthn_model_refused: {
    title: 'This kind of key is not accepted here',
    text: 'Only some models of security keys are, and this one is none of them, or does not prove that it is.',
    action:
      'Ask the company whose help centre this is which keys it accepts. If your browser asks whether the site may see the make of your key, allow it.',
  },
  webauthn_counter_back: {
    title: 'This key was refused',
    text: 'It answered as a copy of your key would. The people who run this site have been told.',
    action: 'Choose another way, and talk to your help desk.',
  },
  saml_party_unknown: {
    title: 'This application is not registered',
    text: 'The request to sign in came from an application that this site does not know.',
    action: 'Open the help centre from its own address.',
  },
  saml_acs_not_registered: {
    title: 'The way back is not registered',
    text: 'The request names an address to return to that is not one of the application.',
    action: 'Open the help centre from its own address.',
  },
  party_name_missing: {
    title: 'The application cannot be told who you are',
    text: 'It wants a name for you that your company did not give, or that your company may not speak for.',
    action: 'Ask the people who run the application, and give them the support code below.',
  },
  party_name_format: {
    title: 'The application asks for another kind of name',
    text: 'It wants to be told who you are in a form that is not registered for it.',
    action: 'Ask the people who run the application, and give them the support code below.',
  },
  party_connection_refused: {
    title: 'Your company’s sign-in does not lead to this application',
    text: 'You are signed in at your company, and people of your company may not enter here.',
    action: 'Ask the people who run the application whether you should have access.',
  },
  logout_request_invalid: {
    title: 'The sign-out could not be checked',
    text: 'The request to sign out did not come from an application that this site knows.',
    action: 'Close your browser to be safe, or sign out from the help centre.',
  },
};

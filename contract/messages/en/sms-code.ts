/** The message with a code, in one segment of an SMS. `{code}` and `{name}` are filled in. */
export const smsCodeTexts = {
  text: '{code} is your code for {name}. Pass it on to nobody.',
  /** Where the name does not fit. */
  short: '{code} is your code. Pass it on to nobody.',
} as const;

import type { WordsFor } from '#contract/errors/kinds';
import type { lifecycleErrors } from '#contract/errors/lifecycle';

const kept = 'What is live stays as it is.';

export const lifecycleErrorWords: WordsFor<typeof lifecycleErrors> = {
  metadata_not_watched: {
    title: 'Nothing is read from this provider',
    text: 'This connection has no metadata address, is switched off, or is of a kind that publishes nothing.',
    action: 'Enter a metadata address and switch the connection on, then try again.',
  },
  metadata_nothing_staged: {
    title: 'Nothing waits for approval',
    text: 'What the provider publishes and what is live are the same.',
    action: 'Load the page again to see how it stands.',
  },
  metadata_changed_meanwhile: {
    title: 'The provider published something else meanwhile',
    text: 'What you decided about is not what the provider publishes now, so nothing was changed.',
    action: 'Load the page again, look at the new difference, and decide once more.',
  },
  metadata_entity_changed: {
    title: 'The metadata is of another provider',
    text: `The entity ID in the metadata is not the one of this connection. It is never taken over by itself. ${kept}`,
    action:
      'Ask the company whether its provider was replaced. If so, enter the new entity ID in the connection; if not, correct the metadata address.',
  },
  metadata_certificates_too_many: {
    title: 'The metadata holds too many certificates',
    text: `More than ten signing certificates of one provider are not taken over. ${kept}`,
    action: 'Ask the company to remove certificates that it does not use any more.',
  },
  metadata_certificate_weak: {
    title: 'No certificate in the metadata can be used',
    text: `All keys in the metadata are too short or of a kind that is not accepted. ${kept}`,
    action: 'Ask the company for a certificate with RSA of at least 2048 bits, or with an elliptic curve.',
  },
};

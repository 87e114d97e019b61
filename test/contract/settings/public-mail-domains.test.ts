import { expect, test } from '@jest/globals';
import { isPublicMailDomain } from '#contract/settings/public-mail-domains';

test.each(['gmail.com', 'outlook.com', 'yahoo.de', 'yahoo.co.uk', 'yahoo.com.br', 'icloud.com', 'gmx.net', 'gmx.at', 'proton.me'])(
  '%s is a public mail service',
  (domain) => expect(isPublicMailDomain(domain)).toBe(true),
);

test.each(['borealis.example', 'outlook.borealis.example', 'yahoo.corp.example', 'gmx', 'mail.gmail.com', 'live.borealis.com'])(
  '%s is not',
  (domain) => expect(isPublicMailDomain(domain)).toBe(false),
);

import fc from 'fast-check';
import { COMMON_PASSWORDS } from '../../../domain/user/common-passwords.ts';
import { parseRegistration } from '../../../domain/user/registration.ts';

const refusal = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });
const strict = { composition: true };

describe('an e-mail address', () => {
  it.each([
    ['jane@example.com', 'jane@example.com'],
    ['  Jane.DOE+tag@Example.CO.uk \t', 'jane.doe+tag@example.co.uk'],
    ["o'brien@x-y.example", "o'brien@x-y.example"],
    ['a@xn--bcher-kva.example', 'a@xn--bcher-kva.example'],
  ])('takes %j', (text, email) => {
    expect(parseRegistration.email(text)).toEqual({ ok: true, value: email });
  });

  it.each([
    '',
    '@',
    'jane',
    'a@b',
    'jane@',
    '@example.com',
    'jane@@example.com',
    'jane doe@example.com',
    'jane@exa mple.com',
    'jane@example..com',
    '.jane@example.com',
    'jane.@example.com',
    'ja..ne@example.com',
    'jane@-example.com',
    'jane@example.c',
    'jane@127.0.0.1',
    'jane@example.com\r\nBcc: all@example.com',
    'jane\u0000@example.com',
    'jаne@example.com', // a Cyrillic а
    'jane@ｅxample.com',
    `${'a'.repeat(65)}@example.com`,
    `jane@${'a'.repeat(64)}.com`,
    `jane@${'abc.'.repeat(70)}com`,
  ])('refuses %j', (text) => {
    expect(parseRegistration.email(text)).toEqual(refusal('ERR_USER_002'));
  });

  it('answers long text at once', () => {
    const texts = [
      `${'a'.repeat(1e6)}!`,
      `${'a@'.repeat(5e5)}`,
      `a@${'a.'.repeat(5e5)}`,
      `a@${'-'.repeat(1e6)}`,
    ];
    for (const text of texts) expect(parseRegistration.email(text)).toEqual(refusal('ERR_USER_002'));
  }, 5000);

  it('is the same however often it is normalised', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (text) => {
        const once = parseRegistration.email(text);
        if (once.ok) expect(parseRegistration.email(once.value)).toEqual(once);
      }),
    );
  });
});

describe('a password', () => {
  it.each([
    'Tr0ubadour',
    'Abcdefg7',
    'Großß3eren',
    '  Leading1 ',
    'Pässwörter9',
    'Ωμέγα123α',
    '🦊Fox🦊fox🦊1',
    `Aa1${'x'.repeat(125)}`,
    `Aa1${'🦊'.repeat(125)}`,
  ])('takes %j as it is', (password) => {
    expect(parseRegistration.password(password, strict)).toEqual({ ok: true, value: password });
  });

  it.each([
    ['', /fewer than 8/],
    ['Abcdef7', /fewer than 8/],
    ['🦊🦊🦊🦊Aa1', /fewer than 8/],
    ['alllower1', /an upper-case letter/],
    ['ALLUPPER1', /a lower-case letter/],
    ['NoDigitsHere', /a digit/],
    ['--------', /an upper-case letter and a lower-case letter and a digit/],
    [`Aa1${'x'.repeat(126)}`, /more than 128/],
    [`Aa1${'x'.repeat(1e6)}`, /more than 128/],
    ['Password123', /most common/],
    ['pAssw0rD1', /most common/],
    ['Abcdefg7\ud800', /broken/],
  ])('refuses %j and says why', (password, why) => {
    const parsed = parseRegistration.password(password, strict);
    expect(parsed).toEqual(refusal('ERR_USER_003'));
    expect(!parsed.ok && parsed.error.message).toMatch(why);
  });

  it('never repeats the password in its answer', () => {
    const parsed = parseRegistration.password('hunter2hunter', strict);
    expect(JSON.stringify(parsed)).not.toContain('hunter2');
  });

  it('needs no composition where that is switched off, but is still not a common one', () => {
    const loose = { composition: false };
    expect(parseRegistration.password('purple monkey dishwasher', loose).ok).toBe(true);
    expect(parseRegistration.password('iloveyou1', loose)).toEqual(refusal('ERR_USER_003'));
  });

  it('knows hundreds of common ones, each long enough to matter', () => {
    expect(COMMON_PASSWORDS.size).toBeGreaterThan(400);
    for (const common of COMMON_PASSWORDS) {
      expect(common.length).toBeGreaterThanOrEqual(8);
      expect(common).toBe(common.toLowerCase());
    }
  });
});

describe('a full name', () => {
  it.each([
    ['  Jane Doe ', 'Jane Doe'],
    ["Siobhán O'Connor-Łukasz", "Siobhán O'Connor-Łukasz"],
    ['王小明', '王小明'],
    ['🦊'.repeat(255), '🦊'.repeat(255)],
  ])('takes %j', (text, name) => {
    expect(parseRegistration.fullName(text)).toEqual({ ok: true, value: name });
  });

  it.each([
    '',
    '   ',
    'x'.repeat(256),
    '🦊'.repeat(256),
    'Jane\r\nDoe',
    'Jane\u001b[31m',
    'Jane\u202eeoD',
    'a\u0000b',
    'a\ud800b',
  ])('refuses %j', (text) => {
    expect(parseRegistration.fullName(text)).toEqual(refusal('ERR_USER_004'));
  });
});

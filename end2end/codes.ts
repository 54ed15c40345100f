// Sign-in codes as an authenticator app shows them (RFC 6238): six digits by HMAC-SHA-1, every 30 seconds.

import { createHmac } from 'node:crypto';

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const SECONDS = 30;
/** So long a code lasts at least, of the 90 seconds in which the server takes it: until the form has been filled in and sent. */
const LASTS = 22;

/** The bytes that a Base32 text stands for (RFC 4648). */
function base32(text: string): Buffer {
  const bits = [...text.replace(/\s/g, '')].map((sign) => SIGNS.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => parseInt(byte, 2)));
}

/** Someone's app. Each code of it is shown once, because each opens once. */
export class Phone {
  private last = 0;

  constructor(private readonly seed: string) {}

  /**
   * Of the `otpauth://` address that a page or the command line shows. In the place of another phone it shows no code of the
   * same half minute: an account takes one in each.
   */
  static scan(address: string, before?: Phone): Phone {
    const phone = new Phone(new URL(address).searchParams.get('secret') ?? '');
    phone.last = before?.last ?? 0;
    return phone;
  }

  /** The next code that was not shown yet; waits where the server would not take it so early. */
  async code(): Promise<string> {
    const now = () => Math.floor(Date.now() / 1000 / SECONDS);
    // The server takes the code before and after the present one, because clocks differ.
    // A code that is about to be too old is left out.
    const soon = Math.floor((Date.now() / 1000 + LASTS) / SECONDS);
    const step = Math.max(soon - 1, this.last + 1);
    while (step > now() + 1) await new Promise((resolve) => setTimeout(resolve, 500));
    this.last = step;
    const moment = Buffer.alloc(8);
    moment.writeBigUInt64BE(BigInt(step));
    const digest = createHmac('sha1', base32(this.seed)).update(moment).digest();
    const offset = digest[digest.length - 1] & 15;
    const number = digest.readUInt32BE(offset) & 0x7fffffff;
    return (number % 1_000_000).toString().padStart(6, '0');
  }
}

// Sealing of what must be read again, unlike a password: a copy of the store alone tells nothing. Called by second-factors.ts. [R182]
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto"

export class Seal {
  readonly #key: Buffer

  /** `purpose` keeps two uses of one secret apart. */
  constructor(secret: string, purpose: string) {
    this.#key = Buffer.from(hkdfSync("sha256", secret, "", purpose, 32))
  }

  /** `owner` is bound in: a row that is copied to another person does not open. */
  close(plain: Buffer, owner: string): string {
    const nonce = randomBytes(12)
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce).setAAD(Buffer.from(owner))
    const hidden = Buffer.concat([cipher.update(plain), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString("base64url")
  }

  /** Undefined when it was not sealed by this secret for this owner. */
  open(sealed: string, owner: string): Buffer | undefined {
    const bytes = Buffer.from(sealed, "base64url")
    if (bytes.length < 28) return undefined
    try {
      const decipher = createDecipheriv("aes-256-gcm", this.#key, bytes.subarray(0, 12), { authTagLength: 16 })
      decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
    } catch {
      return undefined
    }
  }
}

// A mail server that keeps what it is handed. Used by the tests of what the hub mails, and to whom.
import { SMTPServer } from "smtp-server"

/** The hub's settings for a sink on this port. */
export const mailEnv = (port: number) => ({
  HUB_SMTP_URL: `smtp://127.0.0.1:${port}`,
  HUB_MAIL_FROM: "hub@hub.example",
})

export interface Letter {
  to: string[]
  text: string
}
export class MailSink {
  readonly letters: Letter[] = []
  /** answers to recipients: undefined is "yes" */
  refuse: ((address: string) => string | undefined) | undefined
  readonly #waiting = new Set<() => void>()
  readonly #server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo: ({ address }, _session, done) => {
      const refused = this.refuse?.(address)
      done(refused ? Object.assign(new Error("no"), { responseCode: Number(refused) }) : null)
    },
    onData: (stream, { envelope }, done) => {
      let text = ""
      stream.on("data", (data) => (text += String(data)))
      stream.on("end", () => {
        this.letters.push({ to: envelope.rcptTo.map(({ address }) => address), text })
        for (const look of this.#waiting) look()
        done()
      })
    },
  })
  async listen(port: number): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(port, "127.0.0.1", resolve))
    return this
  }
  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }
  to(address: string): Letter[] {
    return this.letters.filter(({ to }) => to.includes(address))
  }
  /** Resolves once this address has got one; a wait in vain ends with the test's time. */
  arrives(address: string): Promise<void> {
    return new Promise((resolve) => {
      const look = () => void (this.to(address).length > 0 && (this.#waiting.delete(look), resolve()))
      this.#waiting.add(look)
      look()
    })
  }
}

const sinks: MailSink[] = []

export async function sinkOn(port: number): Promise<MailSink> {
  const sink = await new MailSink().listen(port)
  sinks.push(sink)
  return sink
}

/** After each test. */
export async function closeSinks(): Promise<void> {
  for (const sink of sinks.splice(0)) await sink.close()
}

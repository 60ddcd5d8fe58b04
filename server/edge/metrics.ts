// What the hub counts about itself. No label names a room, an organisation or a person. Made by hub.ts, served by http.ts. [R24]
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client"

export class Metrics {
  readonly registry = new Registry()
  readonly accepted = this.#counter("hub_events_accepted_total", "events stored")
  readonly refused = this.#counter("hub_proposals_refused_total", "proposals refused")
  readonly away = this.#counter("hub_store_away_total", "turns that found the store away and are tried again")
  readonly signals = this.#counter("hub_signals_total", "typing and presence")
  readonly failures = this.#counter("hub_failures_total", "faults caught at an edge")
  readonly sockets = new Gauge({ name: "hub_sockets", help: "open connections", registers: [this.registry] })
  readonly turnSeconds = new Histogram({
    name: "hub_append_seconds",
    help: "durable append of one turn",
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5],
    registers: [this.registry],
  })

  constructor() {
    collectDefaultMetrics({ register: this.registry })
  }

  #counter(name: string, help: string): Counter {
    return new Counter({ name, help, registers: [this.registry] })
  }
}

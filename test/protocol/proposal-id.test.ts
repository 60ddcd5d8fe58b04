// The ids that clients make: whatever order a store keeps them in, later ones come last. Rule R17.
import { randomUUID } from "node:crypto"
import * as v from "valibot"
import { expect, test } from "vitest"
import { proposalId } from "../../protocol/event.ts"
import { proposalSchema } from "../../protocol/wire.ts"

const parsed = (id: string) =>
  v.safeParse(proposalSchema, { id, type: "message.sent", subject: "s", seen: 0, body: { facts: {}, words: {} } })

test("[R17] a client's ids sort by time, do not repeat within a moment, and are UUIDs of version 7", () => {
  const times = [0, 1, 1_764_111_621_000, 1_764_111_621_001, 1_764_197_999_999, 4_102_444_800_000]
  const ids = times.map(proposalId)
  expect([...ids].sort()).toEqual(ids)
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  expect(ids[2]!.replaceAll("-", "").slice(0, 12)).toBe((1_764_111_621_000).toString(16).padStart(12, "0"))
  expect(new Set(Array.from({ length: 10_000 }, () => proposalId(times[2]!))).size).toBe(10_000)
})

test("[R17] any other UUID is accepted alike", () => {
  for (const id of [proposalId(Date.now()), randomUUID(), "6ba7b810-9dad-11d1-80b4-00c04fd430c8"])
    expect(parsed(id).success).toBe(true)
  expect(parsed("not-an-id").success).toBe(false)
})

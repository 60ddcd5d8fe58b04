// MongoDB under the contract, on a real mongod.
import { inject } from "vitest"
import { openStore } from "../../server/store/open.ts"
import { freshDatabase } from "../mongod.ts"
import { storeContract } from "./contract.ts"

const mongoUri = freshDatabase(inject("mongoUri")!)
storeContract(() => openStore({ mongoUri, folder: "", mode: "evaluation" }))

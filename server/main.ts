// `npm start`: the hub with the settings of the environment. The same as `hub serve`.
import { serve } from "./cli/serve.ts"

process.exitCode = await serve()

// Builds the client, and tells vitest about the kinds of tests. Browser tests drive Chromium from Node.
import { defineConfig } from "vitest/config"

const node = { environment: "node" as const, testTimeout: 30_000, hookTimeout: 120_000 }

export default defineConfig({
  root: "client",
  build: { outDir: "../dist", emptyOutDir: true, target: "es2022", assetsInlineLimit: 0 },
  test: {
    root: ".",
    globalSetup: ["test/global-setup.ts"],
    maxWorkers: 2,
    projects: [
      { extends: true, test: { ...node, name: "protocol", include: ["test/protocol/**/*.test.ts", "test/*.test.ts"] } },
      { extends: true, test: { ...node, name: "store", include: ["test/store/**/*.test.ts"] } },
      { extends: true, test: { ...node, name: "hub", include: ["test/hub/**/*.test.ts"], testTimeout: 60_000 } },
      {
        extends: true,
        test: { ...node, name: "browser", include: ["test/browser/**/*.test.ts"], testTimeout: 120_000, fileParallelism: false },
      },
    ],
  },
})

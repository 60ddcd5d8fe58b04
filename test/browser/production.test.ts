// Production from an empty store, as people live it: the command line, one-time links, second factors, and who sees what afterwards.
// A real browser over TLS. Rules R63, R180-R184.
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { linkIn, password, productionHub, type ProductionHub } from "../hub/production-hub.ts"
import { findings, wide } from "./axe.ts"
import { launchChromium } from "./chromium.ts"

let browser: Browser
let hub: ProductionHub
const complaints: string[] = []

beforeAll(async () => {
  ;[browser, hub] = await Promise.all([launchChromium(), productionHub({ tls: true })])
}, 90_000)
afterAll(async () => {
  await browser.close()
  await hub[Symbol.asyncDispose]()
})

async function window(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, bypassCSP: true, ...options })
  const page = await context.newPage()
  page.on("pageerror", (error) => complaints.push(error.message))
  return page
}

const addOrganisation = (id: string, kind: string, name: string, prefix: string) =>
  hub.command(["add-organisation", "--id", id, "--kind", kind, "--name", name, "--prefix", prefix])
const addPerson = async (login: string, name: string, organisation: string, roles: string) =>
  linkIn(
    await hub.command([
      "add-person",
      "--login",
      login,
      "--name",
      name,
      "--organisation",
      organisation,
      "--roles",
      roles,
    ]),
  )

/** From the link to the step after the password; the keyboard alone. */
async function choosePassword(page: Page, link: string): Promise<void> {
  await page.goto(`${hub.url}/welcome#${link}`)
  await page.getByRole("heading", { name: /^Welcome/ }).waitFor()
  await page.locator("input[name=password]:focus").waitFor()
  await page.keyboard.type(password)
  await page.keyboard.press("Tab")
  await page.keyboard.type(password)
  await page.keyboard.press("Enter")
}

/** Sets the device up as the page says; answers its secret. */
async function setUpDevice(page: Page): Promise<string> {
  await page.getByRole("heading", { name: "Set up your second factor" }).waitFor()
  const secret = await page.locator("p.secret").innerText()
  await page.locator("input[name=code]:focus").waitFor()
  await page.keyboard.type(hub.codeOf(secret))
  await page.keyboard.press("Enter")
  await page.getByRole("heading", { name: "Your recovery codes" }).waitFor()
  return secret
}

async function signIn(page: Page, login: string, word: string): Promise<void> {
  await page.goto(hub.url)
  await page.locator("input[name=login]:focus").waitFor()
  await page.keyboard.type(login)
  await page.keyboard.press("Tab")
  await page.keyboard.type(word)
  await page.keyboard.press("Enter")
}

const live = (page: Page) => page.getByText("Live", { exact: true }).waitFor()

test("[R180][R182][R183] an empty store, the first administrator, people by command line, and an analyst with password and code", async () => {
  const admin = linkIn(await hub.command(["create-admin", "--login", "hanne@nca.example", "--name", "Hanne Vold"]))
  await addOrganisation("tiktok", "platform", "TikTok", "TT")
  await addOrganisation("x", "platform", "X", "X")

  const hanne = await window()
  await choosePassword(hanne, admin)
  await setUpDevice(hanne)
  expect(await hanne.getByRole("listitem").count()).toBe(10)
  // Nobody goes on before they say that they have kept them.
  await hanne.getByRole("button", { name: "Go on" }).click()
  await hanne.getByRole("heading", { name: "Your recovery codes" }).waitFor()
  await hanne.getByLabel("I have kept them").check()
  await hanne.getByRole("button", { name: "Go on" }).click()
  await live(hanne)
  await hanne.getByText("You look after people").waitFor()
  expect([new URL(hanne.url()).pathname, new URL(hanne.url()).hash]).toEqual(["/", ""])

  const dara = await window()
  await choosePassword(dara, await addPerson("dara@nca.example", "Dara Karim", "nca", "analyst"))
  const secret = await setUpDevice(dara)
  await dara.getByLabel("I have kept them").check()
  await dara.getByRole("button", { name: "Go on" }).click()
  await dara.getByRole("link", { name: "Alerts" }).waitFor()
  await dara.getByRole("button", { name: "You", exact: true }).click()
  await dara.getByRole("menuitem", { name: "Sign out" }).click()

  await signIn(dara, "Dara@NCA.example", password)
  await dara.locator("input[name=code]:focus").waitFor()
  await dara.keyboard.type("000000")
  await dara.keyboard.press("Enter")
  await dara.getByRole("alert").filter({ hasText: "That code is not right" }).waitFor()
  hub.later(60_000)
  await dara.getByLabel("Code").fill(hub.codeOf(secret))
  await dara.keyboard.press("Enter")
  await live(dara)
  await dara.getByRole("link", { name: "Alerts" }).waitFor()
  // An analyst administers nobody.
  expect(await dara.getByRole("link", { name: "People" }).count()).toBe(0)
  expect(complaints).toEqual([])
})

test("[R183] a link that was used says so and what to do, and the page of a person who is signed in here stays theirs", async () => {
  const link = await addPerson("ana@tiktok.example", "Ana Rahimi", "tiktok", "moderator")
  const ana = await window()
  await choosePassword(ana, link)
  await ana.getByRole("link", { name: "Live feed" }).waitFor()
  const again = await ana.context().newPage()
  await again.goto(`${hub.url}/welcome#${link}`)
  await again.getByRole("alert").filter({ hasText: "This link was used already" }).waitFor()
  await again.getByRole("link", { name: "Sign in" }).click()
  await again.getByRole("link", { name: "Live feed" }).waitFor()
})

test("[R180] a moderator adds a second factor where their sessions are listed, and is asked for it from then on", async () => {
  const mai = await window()
  await choosePassword(mai, await addPerson("mai@tiktok.example", "Mai Lund", "tiktok", "moderator"))
  await mai.getByRole("button", { name: "You", exact: true }).click()
  await mai.getByRole("menuitem", { name: "Where you are signed in" }).click()
  await mai.getByRole("button", { name: "Add a second factor" }).click()
  await mai.locator("input[name=password]:focus").waitFor()
  await mai.keyboard.type("not this one at all")
  await mai.keyboard.press("Enter")
  await mai.getByText("The password is not right.").waitFor()
  await mai.getByLabel("Your password, once more").fill(password)
  await mai.keyboard.press("Enter")
  const secret = await setUpDevice(mai)
  await mai.getByLabel("I have kept them").check()
  await mai.getByRole("button", { name: "Go on" }).click()
  await mai.getByText("Your account has a second factor.").waitFor()
  await mai.keyboard.press("Escape")
  await mai.getByRole("button", { name: "You", exact: true }).click()
  await mai.getByRole("menuitem", { name: "Sign out" }).click()
  await signIn(mai, "mai@tiktok.example", password)
  await mai.locator("input[name=code]:focus").waitFor()
  hub.later(60_000)
  await mai.keyboard.type(hub.codeOf(secret))
  await mai.keyboard.press("Enter")
  await mai.getByRole("link", { name: "Live feed" }).waitFor()
  expect(complaints).toEqual([])
})

test("[R184] who opens no room is told what is true of the own roles, and offered nothing that is not theirs", async () => {
  await addOrganisation("home-office", "partner", "Home Office", "HO")
  const owen = await window()
  await choosePassword(owen, await addPerson("owen@ho.example", "Owen Hart", "home-office", "observer"))
  await owen.getByText("No room is open to observers at present.").waitFor()
  expect(await owen.getByRole("link", { name: "People" }).count()).toBe(0)
  // Nor by its address: it says no more than that there is nothing.
  await owen.goto(`${hub.url}/people`)
  await owen.getByRole("alert").filter({ hasText: "This is no longer available to you." }).waitFor()
})

test("[R63] wrong passwords say the same for everybody, then how long to wait", async () => {
  await addPerson("vera@x.example", "Vera Lind", "x", "supervisor")
  const page = await window()
  const said = async (login: string) => {
    await signIn(page, login, "wrong horse battery staple")
    const alert = page.getByRole("alert").filter({ hasText: /\w/ })
    await alert.waitFor()
    return alert.innerText()
  }
  const [known, unknown] = [await said("vera@x.example"), await said("nobody@x.example")]
  expect([known, known === unknown]).toEqual([
    "Name or password is not right. Try again, or ask your administrator for a new one-time link.",
    true,
  ])
  for (let n = 0; n < 7; n++) await said("vera@x.example")
  expect(await said("vera@x.example")).toMatch(/^Too many attempts\. Try again in [1-5] minutes?\.$/)
})

test("[R184] an agency's administrator adds a person, changes roles and ends sessions; the person's screen follows at once", async () => {
  const [hanne, petra] = [await window(), await window()]
  const admin = linkIn(await hub.command(["create-admin", "--login", "hanne@nca.example", "--name", "Hanne Vold"]))
  await choosePassword(hanne, admin)
  await setUpDevice(hanne)
  await hanne.getByLabel("I have kept them").check()
  await hanne.getByRole("button", { name: "Go on" }).click()
  await hanne.getByRole("link", { name: "People" }).first().click()
  const x = hanne.getByRole("region", { name: "X", exact: true })
  await x.getByRole("button", { name: "Add a person" }).click()
  await hanne.locator("input[name=name]:focus").waitFor()
  await hanne.keyboard.type("Petra Holm")
  await hanne.keyboard.press("Tab")
  await hanne.keyboard.type("petra@x.example")
  await hanne.keyboard.press("Enter")
  await hanne.getByRole("alert").filter({ hasText: "Choose at least one role." }).waitFor()
  await hanne.getByLabel(/^moderator/).check()
  await hanne.locator("invite-dialog").getByRole("button", { name: "Add" }).last().click()
  const address = await hanne.locator("link-dialog p.link").innerText()
  await hanne.locator("link-dialog").getByRole("button", { name: "Close" }).last().click()
  await x.getByText("has not used the link yet").first().waitFor()

  await choosePassword(petra, address.split("#")[1]!)
  await petra.getByRole("link", { name: "Live feed" }).waitFor()

  const row = x.locator("li", { hasText: "Petra Holm" })
  const choose = async (act: string) => {
    await row.getByRole("button", { name: "Acts for Petra Holm" }).click()
    await hanne.getByRole("menuitem", { name: act }).click()
  }
  await choose("Change roles")
  await hanne.getByLabel(/^moderator/).uncheck()
  await hanne.getByLabel(/^administrator/).check()
  await hanne.locator("roles-dialog").getByRole("button", { name: "Save" }).last().click()
  await petra.getByRole("heading", { name: "X: administrator" }).waitFor()
  // X's own administrator sees X's people, and no word of anybody else's.
  await petra.getByRole("link", { name: "People" }).first().click()
  await petra.getByText("vera@x.example").waitFor()
  const seen = await petra.locator("people-screen").innerText()
  expect(["TikTok", "NCA", "Ana", "Dara"].filter((word) => seen.includes(word))).toEqual([])
  expect(await petra.getByRole("region").count()).toBe(1)

  // An address of its own, also for who comes straight to it.
  await hanne.reload()
  expect(new URL(hanne.url()).pathname).toBe("/people")
  await choose("End all sessions")
  await hanne.locator("sure-dialog").getByRole("button", { name: "End all sessions" }).click()
  await petra.getByLabel("Sign-in name").waitFor()
  // The last administrator of the agency stays.
  const own = hanne.getByRole("region", { name: "NCA" }).locator("li", { hasText: "Hanne Vold" })
  await own.getByRole("button", { name: "Acts for Hanne Vold" }).click()
  await hanne.getByRole("menuitem", { name: "Remove from NCA" }).click()
  await hanne.getByRole("button", { name: "Remove", exact: true }).click()
  await hanne.getByRole("alert").filter({ hasText: "The last administrator cannot be removed." }).waitFor()
  expect(complaints).toEqual([])
})

const looks: { name: string; options: BrowserContextOptions; rtl: boolean }[] = [
  { name: "light", options: { colorScheme: "light" }, rtl: false },
  { name: "dark", options: { colorScheme: "dark" }, rtl: false },
  { name: "right to left", options: { colorScheme: "light" }, rtl: true },
  { name: "narrow", options: { viewport: { width: 360, height: 780 } }, rtl: false },
]

for (const { name, options, rtl } of looks)
  test(`the door and the people's screen have no serious finding: ${name}`, async () => {
    const found: Record<string, string[]> = {}
    const page = await window({ reducedMotion: "reduce", ...options })
    const check = async (screen: string) => {
      if (rtl) await page.evaluate(() => (document.documentElement.dir = "rtl"))
      found[screen] = await findings(page)
      if (await wide(page)) found[screen].push("wider than the window")
    }
    const login = `axe-${name.replaceAll(" ", "-")}@nca.example`
    const link = await addPerson(login, "Axe Test", "nca", "admin")
    await page.goto(hub.url)
    await page.getByLabel("Sign-in name").waitFor()
    await check("password")
    await page.goto("about:blank")
    await page.goto(`${hub.url}/welcome#${link}`)
    await page.getByRole("heading", { name: /^Welcome/ }).waitFor()
    await check("one-time link")
    await choosePassword(page, link)
    await page.getByRole("heading", { name: "Set up your second factor" }).waitFor()
    await check("second factor")
    const secret = await setUpDevice(page)
    await check("recovery codes")
    await page.getByLabel("I have kept them").check()
    await page.getByRole("button", { name: "Go on" }).click()
    await page.getByText("You look after people").waitFor()
    await check("home")
    await page.locator("home-screen").getByRole("link", { name: "People" }).click()
    await page.getByRole("region", { name: "NCA" }).waitFor()
    await check("people")
    await page.getByRole("button", { name: "Add a person" }).first().click()
    await page.getByRole("dialog").waitFor()
    await check("adding a person")
    await page.keyboard.press("Escape")
    await page.evaluate(() => sessionStorage.clear())
    await page.evaluate(() => localStorage.clear())
    await signIn(page, login, password)
    await page.getByRole("heading", { name: "Your code" }).waitFor()
    await check("code")
    hub.later(60_000)
    await page.getByLabel("Code").fill(hub.codeOf(secret))
    await page.keyboard.press("Enter")
    await live(page)
    expect(Object.fromEntries(Object.entries(found).filter(([, lines]) => lines.length > 0))).toEqual({})
  })

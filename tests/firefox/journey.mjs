// The way of a ticket in Firefox, over WebDriver BiDi: asked in the widget, seen on its page, answered in the console.
// Reads {"address", "email", "password", "question", "claim", "answer"}; writes what was seen as JSON.
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import puppeteer from "puppeteer-core";

const PATIENCE = 120_000; // ms; busy machines are slow
const AGAIN = 15_000; // ms after which a click is taken for missed
const LEFT = /^The connection to .* was interrupted while the page was loading/; // a page was left at once: no fault
const { address, email, password, question, claim, answer } = JSON.parse(await text(process.stdin));
const seen = {};
const faults = [];

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: process.env.FIREFOX,
  extraPrefsFirefox: { "ui.prefersReducedMotion": 1 },
  timeout: PATIENCE,
  protocolTimeout: PATIENCE * 2,
});
try {
  seen.browser = await browser.version();
  const visitor = await opened("/demo");
  await ask(visitor, question);
  seen.clause = await read(visitor, "punkt-widget >>> .clause strong");
  await ask(visitor, claim);
  await press(visitor, "Подать претензию");
  await fill(visitor, 'punkt-widget >>> textarea[name="text"]', claim);
  await press(visitor, "Далее");
  await visitor.locator('punkt-widget >>> input[type="checkbox"]').click();
  await press(visitor, "Отправить", ".bar");
  seen.number = await read(visitor, "punkt-widget >>> .ticket-number");

  const link = await visitor.waitForSelector('punkt-widget >>> .receipt a[href*="/tickets/"]');
  const page = new URL(await link.evaluate((one) => one.href));
  const status = await opened(page.pathname + page.search + page.hash);
  await until(status, () => document.querySelector("#standing")?.textContent.trim());
  seen.standing = await read(status, "#standing");
  seen.heading = await read(status, "h1");

  const staff = await opened("/console");
  await fill(staff, "#email", email);
  await fill(staff, "#password", password);
  await staff.locator("form button.main").click();
  const row = `main a[href$="${encodeURIComponent(seen.number)}"], main a[href$="${seen.number}"]`;
  await follow(staff, row, "/tickets/");
  await press(staff, "Взять", ".steps");
  await fill(staff, "#answer-text", answer);
  await staff.locator("button[data-send]").click();

  await visitor.bringToFront();
  seen.answer = await read(visitor, "punkt-widget >>> .staff .text");
  await status.bringToFront();
  await status.reload();
  await until(status, (said) => document.body.textContent.includes(said), answer);
  seen.statusAnswer = true;
} finally {
  seen.faults = faults;
  console.log(JSON.stringify(seen));
  await browser.close();
}

async function opened(path) {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on("pageerror", ({ message }) => LEFT.test(message) || faults.push(`${path}: ${message}`));
  await page.setViewport({ width: 1280, height: 800 });
  await page.bringToFront();
  await page.goto(new URL(path, address).href);
  return page;
}

// Not at each frame: a page behind another has none.
function until(page, holds, ...given) {
  return page.waitForFunction(holds, { polling: 250 }, ...given);
}

// Rows move while the queue is being filled: whoever has missed one clicks again. Where one has got to is asked of the
// browser, as the page that is left cannot tell.
async function follow(page, selector, part) {
  for (const end = Date.now() + PATIENCE; !page.url().includes(part); ) {
    if (Date.now() > end) throw new Error(`${page.url()} instead of ${part}`);
    await page.locator(selector).setTimeout(AGAIN).click().catch(() => {});
    for (const next = Date.now() + AGAIN; Date.now() < next && !page.url().includes(part); ) await pause(250);
  }
}

async function ask(page, words) {
  await fill(page, "punkt-widget >>> .composer textarea", words);
  await page.keyboard.press("Enter");
}

async function fill(page, selector, words) {
  const field = await page.waitForSelector(selector, { visible: true });
  await field.evaluate((one) => ((one.value = ""), one.focus()));
  await field.type(words);
}

// A button by what it is called, the last of them: those above belong to what was said before.
async function press(page, name, within = "") {
  const found = await until(
    page,
    (called, part) => {
      const root = document.querySelector("punkt-widget")?.shadowRoot ?? document;
      const all = [...root.querySelectorAll(`${part} button`)];
      const button = all.findLast((one) => one.textContent.trim().startsWith(called) && !one.disabled && one.checkVisibility());
      const place = button?.getBoundingClientRect().top;
      const still = place === globalThis.lastPlace; // a click would miss what moves
      globalThis.lastPlace = place;
      return still && button;
    },
    name,
    within,
  );
  await found.asElement().click();
}

async function read(page, selector) {
  const found = await page.waitForSelector(selector, { visible: true });
  return (await found.evaluate((one) => one.textContent)).trim();
}

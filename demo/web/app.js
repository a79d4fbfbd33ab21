"use strict";

const api = document.body.dataset.api;
const element = id => document.getElementById(id);

// The feed: newest first, the last six.

function tell(text) {
  const entry = document.createElement("li");
  const time = document.createElement("time");
  time.textContent = new Date().toLocaleTimeString([], { hour12: false });
  entry.append(time, text);
  element("feed").prepend(entry);
  while (element("feed").children.length > 6)
    element("feed").lastChild.remove();
}

// The services: what each says about its process.

const known = {};

function show(name, about) {
  const card = element(name);
  const facts = card.querySelector("dl");
  if (!about) {
    if (card.classList.replace("ready", "away"))
      tell(`${name} is away`);
    facts.replaceChildren();
    return;
  }
  const before = known[name];
  if (before && before !== about.pid)
    tell(`${name} is a new process: ${before} became ${about.pid}`);
  else if (!card.classList.contains("ready"))
    tell(`${name} is ready, pid ${about.pid}`);
  known[name] = about.pid;
  card.classList.remove("away");
  card.classList.add("ready");
  const rows = { pid: about.pid, up: duration(Date.now() - about.started) };
  if (about.pages)
    rows.pages = `${about.pages} open`;
  facts.replaceChildren(...Object.entries(rows).flatMap(([term, value]) => {
    const dt = document.createElement("dt");
    const dd = document.createElement("dd");
    dt.textContent = term;
    dd.textContent = value;
    return [dt, dd];
  }));
}

function duration(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map(part => String(part).padStart(2, "0")).join(":");
}

// A browser gives up on a stream that was answered with an error page; here a service that is away will be back.

function subscribe(url, handlers, whenAway) {
  const source = new EventSource(url);
  for (const [name, handle] of Object.entries(handlers))
    source.addEventListener(name, event => handle(JSON.parse(event.data)));
  source.onerror = () => {
    whenAway();
    if (source.readyState === EventSource.CLOSED)
      setTimeout(subscribe, 1000, url, handlers, whenAway);
  };
}

// web: the stream ends with the process; the next process says hello with another pid, and the page is another, too.

let web;
let webIsAway = false;

function hello(process) {
  webIsAway = false;
  if (web && web.pid !== process.pid) {
    sessionStorage.setItem("draft", element("note").value);
    sessionStorage.setItem("reloaded", `web restarted: process ${web.pid} became ${process.pid}, and this page reloaded`);
    location.reload();
    return;
  }
  web = process;
  show("web", web);
}

subscribe("/live", { hello }, () => {
  webIsAway = true;
  show("web", null);
});
setInterval(() => web && !webIsAway && show("web", web), 1000);

// api and store: one feed for both.

let state;

function pulse(about) {
  show("api", about.api);
  show("store", about.store);
}

subscribe(api + "/events", { pulse, state: render }, () => show("api", null));

function render(next) {
  if (state && next.counter !== state.counter)
    tell(`the counter is ${next.counter}`);
  if (state && next.notes.length > state.notes.length)
    tell(`somebody wrote: ${next.notes.at(-1)}`);
  state = next;
  element("counter").textContent = next.counter;
  element("notes").replaceChildren(...next.notes.toReversed().map(note => {
    const entry = document.createElement("li");
    entry.textContent = note;
    return entry;
  }));
}

// What the visitor does: plain requests to api, through the proxy.

async function post(path, body, button) {
  button.disabled = true;
  const begin = performance.now();
  try {
    const response = await fetch(api + path, { method: "POST", body, headers: { "Content-Type": "text/plain" } });
    const took = Math.round(performance.now() - begin);
    if (took > 500)
      tell(`POST ${path} waited ${(took / 1000).toFixed(1)} s and was answered: ${response.status}`);
    if (!response.ok)
      tell(`POST ${path} failed: ${response.status}`);
    return response.ok;
  } catch (error) {
    tell(`POST ${path} failed: ${error.message}`);
    return false;
  } finally {
    button.disabled = false;
  }
}

element("count").addEventListener("click", event => post("/counter", "", event.target));

element("sign").addEventListener("submit", async event => {
  event.preventDefault();
  if (await post("/notes", element("note").value, event.target.querySelector("button")))
    element("note").value = "";
});

element("note").value = sessionStorage.getItem("draft") ?? "";
const reloaded = sessionStorage.getItem("reloaded");
sessionStorage.clear();
if (reloaded)
  tell(reloaded);

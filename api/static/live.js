// The pages' only script of our own. Everything works without it; it keeps live parts from working against people.

// A live part asks the server every few seconds. Not while nobody looks, and not while somebody is busy in it.
document.addEventListener("htmx:config:request", (event) => {
  const request = event.detail.ctx;
  if (request.sourceEvent?.type !== "every") return;
  const part = request.sourceElement;
  const typing = part.contains(document.activeElement) && document.activeElement.matches("input, select, textarea");
  const reading = part.querySelector("details[open]") !== null || String(window.getSelection()) !== "";
  if (document.hidden || typing || reading) event.preventDefault();
});

const isTyped = () => [...document.querySelectorAll("input:not([type=hidden]), textarea")].some((field) => field.value !== field.defaultValue);

// A server that is away for a moment must not empty the page: what was shown stays. Whoever is signed out is led to the
// door, unless something is typed here: that is kept when it is sent.
document.addEventListener("htmx:before:swap", (event) => {
  const context = event.detail.ctx;
  const signedOut = context?.response?.status === 401;
  if (signedOut || (context?.sourceEvent?.type === "every" && context.response.status !== 200)) event.preventDefault();
  if (signedOut && !isTyped()) window.location.reload();
});

// What is refused stays as it was typed. The reason is said in the form, and the field it is about gets the focus.
document.addEventListener("htmx:before:swap", (event) => {
  const { response, sourceElement: form, text } = event.detail.ctx;
  const name = response?.headers.get("Offhours-Refused") ?? null;
  if (name === null) return;
  event.preventDefault();
  form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
  form.querySelector("[role=alert]")?.remove();
  const reason = Object.assign(document.createElement("div"), { className: "notice bad", role: "alert", textContent: text });
  form.prepend(reason);
  const field = form.querySelector(`[name="${CSS.escape(name.split(".").pop())}"]:not([type=hidden])`);
  field?.setAttribute("aria-invalid", "true");
  (field ?? form.querySelector("textarea, select, input:not([type=hidden])"))?.focus();
  reason.scrollIntoView({ block: "nearest" });
});

// Whoever works with the keyboard goes on in what an action has replaced, not at the top of the page: at what was refused.
document.addEventListener("htmx:after:swap", (event) => {
  if (event.detail.ctx?.sourceEvent?.type === "every" || document.activeElement !== document.body) return;
  const wrong = document.querySelector("#main [aria-invalid]") ?? document.querySelector("#main [role=alert]");
  wrong?.setAttribute("tabindex", wrong.matches("input, select, textarea") ? "0" : "-1");
  (wrong ?? document.getElementById("main"))?.focus({ preventScroll: wrong === null });
});

// A question before what cannot be taken back.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.ask;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

// And before another text to begin with.
document.addEventListener("click", (event) => {
  const question = event.target.closest("[data-replaces] a")?.closest("nav").dataset.replaces;
  if (question && isTyped() && !window.confirm(question)) event.preventDefault();
});

// A form that is sent twice by a double click acts once, until its page is shown anew (also by the back button).
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent || form.classList.contains("htmx-request")) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (!form.hasAttribute("hx-post")) form.dataset.sent = "yes";
}, true);
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

document.documentElement.classList.add("js");

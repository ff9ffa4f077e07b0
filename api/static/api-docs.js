// Draws the reference of the API. "Try it out" acts as whoever is signed in with this browser.

const reference = document.getElementById("reference");

// What every change must carry, so that no other site can make one: asked for once, when it is first needed.
let csrf;
const withCsrf = async (request) => {
  if (["GET", "HEAD"].includes((request.method ?? "GET").toUpperCase())) return request;
  csrf ??= fetch("/api/v1/me").then((answer) => (answer.ok ? answer.json() : {})).then((me) => me.csrf ?? "");
  request.headers["X-CSRF-Token"] = await csrf;
  return request;
};

window.SwaggerUIBundle({
  url: reference.dataset.schema,
  domNode: reference,
  validatorUrl: null, // its default sends the address of this server to another host
  docExpansion: "none",
  deepLinking: true,
  requestInterceptor: withCsrf,
});

// On every page: what makes it an app.
document.documentElement.classList.add("scripted");

export const element = (tag, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
};

if ("serviceWorker" in navigator && window.isSecureContext) {
  navigator.serviceWorker.register("/sw.js").catch(() => {});
}

const offline = document.getElementById("offline");
const showConnection = () => {
  if (offline) offline.hidden = navigator.onLine;
};
addEventListener("online", showConnection);
addEventListener("offline", showConnection);
showConnection();

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());

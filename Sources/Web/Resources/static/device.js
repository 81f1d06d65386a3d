// What is remembered on this device, and nowhere else. Browsers may refuse to remember; then every visit is the first.
const read = (key) => {
  try {
    const value = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
};

const write = (key, value) => {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Full, or switched off.
  }
};

export const swimmers = {
  all: () => read("swimmers").filter((name) => typeof name === "string" && name),
  keep: (names) => write("swimmers", names),
};

const mostMeets = 20;

export const meets = {
  all: () => read("meets").filter((meet) => meet && typeof meet.id === "string" && /^[0-9a-f-]{36}$/.test(meet.id)),
  keep(meet) {
    write("meets", [meet, ...this.all().filter((other) => other.id !== meet.id)].slice(0, mostMeets));
  },
  forget(id) {
    write("meets", this.all().filter((meet) => meet.id !== id));
  },
};

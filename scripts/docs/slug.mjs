/** The anchor of a heading, as repositories show it; a second heading of the same words gets a number. */
export function slugger() {
  const used = new Map();
  return (text) => {
    const plain = text.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    const times = used.get(plain) ?? 0;
    used.set(plain, times + 1);
    return times === 0 ? plain : `${plain}-${times}`;
  };
}

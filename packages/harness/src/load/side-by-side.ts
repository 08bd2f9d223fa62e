// SPDX-License-Identifier: Apache-2.0

/** Does something for each item, so many at once, in their order; begins no more after the first that fails. */
export async function sideBySide<T>(
  items: readonly T[],
  atOnce: number,
  one: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0
  const work = async (): Promise<void> => {
    try {
      for (let item = items[next++]; item !== undefined; item = items[next++]) await one(item)
    } finally {
      // One that failed ends the others.
      next = items.length
    }
  }
  const workers = Array.from({ length: Math.min(atOnce, items.length) }, work)
  try {
    await Promise.all(workers)
  } finally {
    // What is under way when one fails is not left behind.
    await Promise.allSettled(workers)
  }
}

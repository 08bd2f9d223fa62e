// SPDX-License-Identifier: Apache-2.0

type Pair = readonly [at: number, other: number]

type IsSame = (at: number, other: number) => boolean

/**
 * Which rows of two lists are compared with each other. In a fixed order: one by one where the lists are as long as
 * each other, else as many as possible that are the same. In any order: those that are the same, then the rest.
 */
export function pairRows(
  length: number,
  otherLength: number,
  isSame: IsSame,
  order: 'fixed' | 'any',
): readonly Pair[] {
  if (order === 'any') return inAnyOrder(length, otherLength, isSame)
  if (length === otherLength) return Array.from({ length }, (_, at) => [at, at])
  return longestCommon(length, otherLength, isSame)
}

function inAnyOrder(length: number, otherLength: number, isSame: IsSame): readonly Pair[] {
  const left = Array.from({ length: otherLength }, (_, other) => other)
  const pairs: Pair[] = []
  const alone: number[] = []
  for (let at = 0; at < length; at += 1) {
    const found = left.find((other) => isSame(at, other))
    if (found === undefined) alone.push(at)
    else {
      left.splice(left.indexOf(found), 1)
      pairs.push([at, found])
    }
  }
  return [...pairs, ...alone.slice(0, left.length).map((at, index): Pair => [at, left[index] ?? 0])]
}

/** The longest common subsequence. */
function longestCommon(length: number, otherLength: number, isSame: IsSame): readonly Pair[] {
  let previous = Array.from({ length: otherLength + 1 }, (): readonly Pair[] => [])
  for (let at = 0; at < length; at += 1) {
    const row: (readonly Pair[])[] = [[]]
    for (let other = 0; other < otherLength; other += 1) {
      const above = previous[other + 1] ?? []
      const before = row[other] ?? []
      const longer = before.length > above.length ? before : above
      row.push(isSame(at, other) ? [...(previous[other] ?? []), [at, other]] : longer)
    }
    previous = row
  }
  return previous[otherLength] ?? []
}

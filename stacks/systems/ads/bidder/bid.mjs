/** What an impression is worth, in micros: how likely a click is times what a click is worth. */
export function bid(clickThroughRate, valueMicros) {
  return { bidMicros: Math.round(Math.max(0, clickThroughRate) * Math.max(0, valueMicros)) };
}

import { z } from 'zod';

/**
 * An image that a delivery system chooses, by the digest that it keeps in a parameter. Two write revisions of such a service, and neither
 * undoes the other's last word, because each takes what is not its own from where the other leaves it:
 *
 * - Terraform owns everything but the image, and takes the image from the parameter whenever it plans. It compares with the newest revision
 *   of the family (`track_latest`), whoever wrote that.
 * - Delivery owns the image. To deliver, it writes the digest to the parameter; registers a revision that is the newest of the family with
 *   that image in container `main`, tags included; and points the service at it. To go back, it delivers the digest from before.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> Settled: apply
 *   Settled --> Settled: deliver (image), then plan finds nothing
 *   Settled --> SpecAhead: the spec changes
 *   SpecAhead --> SpecAhead: deliver (image, on the old spec)
 *   SpecAhead --> Settled: apply (new spec, newest image)
 *   Settled --> ImageAhead: the parameter changes, and nothing else yet
 *   ImageAhead --> Settled: deliver, or apply (same revision either way)
 *   SpecAhead --> BothAhead: the parameter changes
 *   ImageAhead --> BothAhead: the spec changes
 *   BothAhead --> Settled: apply
 *   Settled --> RolledBack: ECS rolls a deployment back
 *   RolledBack --> Settled: apply tries the newest again, or deliver (another digest)
 * ```
 *
 * Older revisions stay, as the history that ECS rolls back to: a destroy deletes the newest alone. They cost nothing.
 *
 * That the service is `Settled` means: it runs the newest revision of its family, which is the spec with the parameter's image.
 * `test/src/spec/image-from.test.ts` holds a model of both writers to this; with `ignore_changes` or without `track_latest` it breaks.
 */
export const imageFromSpec = z.strictObject({
  parameter: z
    .string()
    .describe(
      "Path of an SSM parameter of type String that holds the digest, 'sha256:...', and nothing else; it exists before the first plan.",
    ),
  repository: z.string().describe("Name of the repository that has it, as in `image`: 'ads/bidder'."),
});

export type ImageFromSpec = z.output<typeof imageFromSpec>;

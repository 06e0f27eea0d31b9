import { randomUUID } from "node:crypto";
import type { WireObject } from "../cmdlets/wire";
import type { Tenant } from "../tenant";

/** The most objects that one answer holds, whatever the client asks for. */
const largestPage = 1000;

export interface Page {
  readonly objects: readonly WireObject[];
  /** For the link to the next page; missing on the last one. */
  readonly skipToken?: string;
}

interface Rest {
  readonly objects: readonly WireObject[];
  readonly size: number;
  /** The page's link answers only the request that made it. */
  readonly request: string;
  readonly expires: number;
}

/** The later pages of answers: a snapshot from the first request, which dies with its link. */
export class Pages {
  readonly #rests = new Map<string, Rest>();

  constructor(private readonly tenant: Tenant) {}

  first(objects: readonly WireObject[], prefer: string | undefined, request: string): Page {
    return this.#page(objects, this.#size(prefer), request);
  }

  /** Nothing when the link is unknown, has expired, or belongs to another request. */
  next(skipToken: string, request: string): Page | undefined {
    const rest = this.#rests.get(skipToken);
    const isAnothers = rest?.request !== request && this.tenant.behaviours.on("page-link-for-same-request");
    if (!rest || isAnothers || this.#isExpired(rest)) return undefined;
    return this.#page(rest.objects, rest.size, request);
  }

  #page(objects: readonly WireObject[], size: number, request: string): Page {
    if (objects.length <= size || !this.tenant.behaviours.on("paging-by-post")) return { objects };
    const now = this.tenant.clock.now();
    for (const [token, rest] of this.#rests) if (this.#isExpired(rest)) this.#rests.delete(token);
    const skipToken = randomUUID();
    const expires = now + this.tenant.faults.settings.paging.linkLifetimeMilliseconds;
    this.#rests.set(skipToken, { objects: objects.slice(size), size, request, expires });
    return { objects: objects.slice(0, size), skipToken };
  }

  #isExpired({ expires }: Rest): boolean {
    return expires < this.tenant.clock.now() && this.tenant.behaviours.on("page-link-expires");
  }

  #size(prefer: string | undefined): number {
    const asked = Number(/odata\.maxpagesize\s*=\s*(\d+)/i.exec(prefer ?? "")?.[1] ?? largestPage);
    const { pageSize } = this.tenant.faults.settings.paging;
    return Math.max(1, Math.min(asked, largestPage, pageSize || asked));
  }
}

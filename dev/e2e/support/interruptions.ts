/**
 * What a member can't help seeing of encryption, from the moment in which counting begins: every mark, every post that stays
 * shut, every problem beside the composer and every dialog, also what was drawn for a moment only.
 *
 * @packageDocumentation
 */
import type {BrowserContext} from '@playwright/test';

const TOLD = 'e2eeSpecSees';

export class Interruptions {
    private seen = new Set<string>();

    /** To be called before the first page loads. */
    async watch(context: BrowserContext): Promise<void> {
        await context.exposeBinding(TOLD, (_source, line: string) => void this.seen.add(line));
        await context.addInitScript(tellWhatIsSeen, TOLD);
    }

    /** Whatever is in sight now is told again, if it still is. */
    async beginCounting(context: BrowserContext): Promise<void> {
        this.seen = new Set();
        await Promise.all(context.pages().map((page) => page.evaluate(() => window.dispatchEvent(new Event('e2ee-spec-begin')))));
    }

    /** `<what>`, `<what> <which>` or `<what> <which> <post>`, each once. */
    all(): readonly string[] {
        return [...this.seen].sort();
    }

    of(what: string): readonly string[] {
        return this.all().filter((line) => line.startsWith(`${what} `));
    }
}

/** Runs in the page. */
function tellWhatIsSeen(binding: string): void {
    const kinds: ReadonlyArray<readonly [what: string, selector: string, which: string]> = [
        ['opened', '[data-testid=e2ee-post][data-state=opened]', ''],
        ['unreadable', '[data-testid=e2ee-post][data-state=unreadable]', 'data-code'],
        ['mark', '[data-testid=e2ee-mark]', 'data-mark'],
        ['clear', '[data-testid=e2ee-clear-post]', 'data-clear'],
        ['quiet', '[data-testid=e2ee-composer-notice][data-look=quiet]', 'title'],
        ['problem', '[data-testid=e2ee-composer-notice][data-look=problem]', 'title'],
        ['lock', '#create_post [data-testid=e2ee-composer-lock]', 'data-state'],
        ['dialog', '[data-testid=e2ee-dialog]', 'data-dialog'],
        ['refusal', '#postCreateFooter .has-error', ''],
    ];
    const told = new Set<string>();
    const look = (): void => {
        for (const [what, selector, which] of kinds) {
            for (const element of document.querySelectorAll(selector)) {
                const post = element.closest('[id^=post_], [id^=rhsPost_]')?.id.replace(/^\w+_/, '') ?? '';
                const line = [what, which === '' ? '' : element.getAttribute(which), post].filter((word) => word !== '').join(' ');
                if (!told.has(line)) {
                    told.add(line);
                    (window as unknown as Record<string, (line: string) => void>)[binding]?.(line);
                }
            }
        }
    };
    let isPlanned = false;
    const lookOncePerFrame = (): void => {
        if (!isPlanned) {
            isPlanned = true;
            requestAnimationFrame(() => {
                isPlanned = false;
                look();
            });
        }
    };
    new MutationObserver(lookOncePerFrame).observe(document, {
        subtree: true,
        childList: true,
        attributes: true,
        attributeFilter: ['data-state', 'data-code', 'title'],
    });
    window.addEventListener('e2ee-spec-begin', () => {
        told.clear();
        look();
    });
}

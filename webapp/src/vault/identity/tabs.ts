/**
 * Tells the member's other tabs that something stored has changed (BroadcastChannel). Never what it is now: each tab reads
 * and checks that itself, so a forged message could do no more than make it look again.
 *
 * @packageDocumentation
 */

export type TabMessage =
    | {readonly kind: 'own_changed'}
    | {readonly kind: 'channel_changed'; readonly channelId: string}
    | {readonly kind: 'person_changed'; readonly userId: string};

export interface Tabs {
    tell(message: TabMessage): void;

    /** Called for messages of other tabs only. */
    onMessage(listener: (message: TabMessage) => void): void;
    close(): void;
}

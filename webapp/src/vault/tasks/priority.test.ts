import {Priority} from './priority';

describe('preparing beside opening', () => {
    test('waits for at least one pause, and for whatever is urgent', async () => {
        const order: string[] = [];
        let finish = () => {};
        const priority = new Priority(() => new Promise((resolve) => setImmediate(resolve)));

        const opening = priority.urgently(() => new Promise<void>((resolve) => (finish = resolve))).then(() => order.push('opened'));
        const preparing = priority.yieldToUrgent().then(() => order.push('prepared'));
        await new Promise((resolve) => setTimeout(resolve, 5));
        expect(order).toEqual([]);
        finish();
        await Promise.all([opening, preparing]);
        expect(order).toEqual(['opened', 'prepared']);
    });

    test('goes on after something urgent failed', async () => {
        const priority = new Priority(() => Promise.resolve());
        await expect(priority.urgently(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
        await expect(priority.yieldToUrgent()).resolves.toBeUndefined();
    });
});

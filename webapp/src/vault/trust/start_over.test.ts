import {startOver} from './start_over';

describe('starting over', () => {
    test('until nobody was faster', async () => {
        const answers = [undefined, undefined, 'done'];
        await expect(startOver(() => Promise.resolve(answers.shift()))).resolves.toBe('done');
        expect(answers).toEqual([]);
    });

    test('ends with a conflict, and not never', async () => {
        const attempt = jest.fn(() => Promise.resolve(undefined));
        await expect(startOver(attempt)).rejects.toMatchObject({code: 'conflict'});
        expect(attempt).toHaveBeenCalledTimes(5);
    });

    test('does not hide what went wrong otherwise', async () => {
        await expect(startOver(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
    });
});

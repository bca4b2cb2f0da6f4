import {qrModules} from './draw';
import {decoded} from './read';

const TEXT = 'e2ee:1:abcdefghijklmnopqrstuvwxyz:123456789012345678901234567890123456789012345678901234567890';

/** As a camera would see it: four pixels a module. */
function photographed(text: string): {data: Uint8ClampedArray<ArrayBuffer>; width: number; height: number} {
    const modules = qrModules(text);
    const scale = 4;
    const side = modules.length * scale;
    const data = new Uint8ClampedArray(side * side * 4).fill(255);
    modules.forEach((row, y) =>
        row.forEach((isDark, x) => {
            for (let pixel = 0; isDark && pixel < scale * scale; pixel++) {
                const at = (y * scale + Math.floor(pixel / scale)) * side + x * scale + (pixel % scale);
                data.fill(0, at * 4, at * 4 + 3);
            }
        }),
    );
    return {data, width: side, height: side};
}

it('reads what it draws', () => {
    expect(decoded(photographed(TEXT))).toBe(TEXT);
});

it('finds nothing in a picture without a code', () => {
    expect(decoded({data: new Uint8ClampedArray(64 * 64 * 4).fill(128), width: 64, height: 64})).toBeUndefined();
});

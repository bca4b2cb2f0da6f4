/**
 * @jest-environment jsdom
 */
import {takePictureGuard} from './guarded_pictures';
import type {PictureSlot} from './guarded_pictures';

const OUTSIDE = 'https://pictures.example.org/heron.png';
const OWN = '/static/duck.png';

/** Inside `preview` nothing from outside may be loaded. */
const guard: PictureSlot = {
    tellsSomebody: (address) => address.startsWith('https:'),
    mayLoad: (picture) => picture.closest('#preview') === null,
};

/** As React does it: the address first, the place in the page afterwards. */
function drawIn(id: string, address: string): HTMLImageElement {
    const picture = document.createElement('img');
    picture.setAttribute('alt', 'a heron');
    picture.setAttribute('src', address);
    picture.setAttribute('title', 'after it');
    document.getElementById(id)?.appendChild(picture);
    return picture;
}

/** Lets observers of the page's changes run. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
    document.body.innerHTML = '<div id="post"></div><div id="preview"></div>';
    takePictureGuard(window, guard);
});

test('a picture of a post is loaded once it stands in the page', async () => {
    const picture = drawIn('post', OUTSIDE);
    await settled();
    expect(picture.getAttribute('src')).toBe(OUTSIDE);
    expect(picture.getAttribute('alt')).toBe('a heron');
});

test('a picture has no address before anybody knows where it will stand, and none at all in a preview', async () => {
    const picture = document.createElement('img');
    picture.setAttribute('src', OUTSIDE);
    await settled();
    expect(picture.hasAttribute('src')).toBe(false);

    document.getElementById('preview')?.appendChild(picture);
    await settled();
    expect(picture.hasAttribute('src')).toBe(false);
});

test("what the site is made of doesn't wait, wherever it will stand", () => {
    expect(drawIn('preview', OWN).getAttribute('src')).toBe(OWN);
});

test('an address that grows while it is being typed is not loaded at any length', async () => {
    const picture = drawIn('preview', OWN);
    await settled();
    for (const length of [20, 25, 30]) {
        picture.setAttribute('src', OUTSIDE.slice(0, length));
        expect(picture.hasAttribute('src')).toBe(false);
    }
});

test('later pictures are decided as the first ones', async () => {
    drawIn('post', OUTSIDE);
    await settled();
    const [post, preview] = [drawIn('post', OUTSIDE), drawIn('preview', OUTSIDE)];
    await settled();
    expect(post.getAttribute('src')).toBe(OUTSIDE);
    expect(preview.hasAttribute('src')).toBe(false);
});

test('an updated bundle takes over, and its mistakes load nothing', async () => {
    takePictureGuard(window, {
        ...guard,
        mayLoad: () => {
            throw new Error('a mistake');
        },
    });
    const picture = drawIn('post', OUTSIDE);
    await settled();
    expect(picture.hasAttribute('src')).toBe(false);
});

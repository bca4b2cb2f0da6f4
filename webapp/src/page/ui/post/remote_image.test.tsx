/** @jest-environment jsdom */
import {fireEvent, screen} from '@testing-library/react';

import {renderUi} from '../../../../tests/support/render_ui';
import {RemoteImage} from './remote_image';

test('nothing is loaded before the reader asks, who is told which server will know', () => {
    const {container} = renderUi(<RemoteImage src="https://cdn.example.org/cat.png?u=1" alt="a cat" />);
    expect(container.querySelector('img')).toBeNull();
    expect(container.innerHTML).not.toContain('cat.png');
    const button = screen.getByRole('button', {name: 'Show picture from cdn.example.org: a cat'});
    expect(button.title).toContain('cdn.example.org will learn');
});

test('on click it is loaded without a referrer', () => {
    renderUi(<RemoteImage src="https://cdn.example.org/cat.png" alt="a cat" />);
    fireEvent.click(screen.getByRole('button'));
    const picture = screen.getByRole<HTMLImageElement>('img', {name: 'a cat'});
    expect(picture.src).toBe('https://cdn.example.org/cat.png');
    expect(picture.getAttribute('referrerpolicy')).toBe('no-referrer');
});

test('inside a link, the click asks for the picture and doesn’t follow the link', () => {
    const onFollow = jest.fn();
    renderUi(
        <a href="https://example.org/" onClick={onFollow}>
            <RemoteImage src="https://cdn.example.org/cat.png" alt="" />
        </a>,
    );
    const isFollowed = fireEvent.click(screen.getByRole('button'));
    expect(isFollowed).toBe(false);
    expect(onFollow).not.toHaveBeenCalled();
});

test('one that fails says so', () => {
    renderUi(<RemoteImage src="https://cdn.example.org/cat.png" alt="a cat" />);
    fireEvent.click(screen.getByRole('button'));
    fireEvent.error(screen.getByRole('img'));
    expect(screen.getByRole('note').textContent).toBe("The picture from cdn.example.org couldn't be loaded");
});

test.each(['javascript:alert(1)', 'data:image/svg+xml,<svg/>', '//half', '', 'ftp://x.org/a.png'])('%j can’t be asked for', (src) => {
    renderUi(<RemoteImage src={src} alt="" />);
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByRole('note')).toBeTruthy();
});

test('a name that only looks like another host is shown as it is resolved', () => {
    renderUi(<RemoteImage src="https://chat.example.org@evil.example/a.png" alt="" />);
    expect(screen.getByRole('button', {name: 'Show picture from evil.example'})).toBeTruthy();
});

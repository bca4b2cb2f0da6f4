/** @jest-environment jsdom */
import {screen} from '@testing-library/react';

import {renderUi} from '../../../../tests/support/render_ui';
import {LockIcon} from './lock_icon';

const STATES = ['off', 'on', 'unknown', 'off_unconfirmed'] as const;

test('each state has its own shape and its own name', () => {
    const looks = STATES.map((state) => {
        const {container, unmount} = renderUi(<LockIcon state={state} />);
        const name = screen.getByRole('img').getAttribute('aria-label');
        const shape = container.querySelector('g')?.innerHTML;
        unmount();
        return {name, shape};
    });
    expect(new Set(looks.map(({name}) => name)).size).toBe(STATES.length);
    expect(new Set(looks.map(({shape}) => shape)).size).toBe(STATES.length);
});

test('an unknown state is not named or drawn as off', () => {
    renderUi(<LockIcon state="unknown" />);
    expect(screen.getByRole('img', {name: /^Encryption: Not known/})).toHaveProperty('dataset.state', 'unknown');
});

test('takes its colour from the text around it', () => {
    const {container} = renderUi(<LockIcon state="on" />);
    expect(container.innerHTML).toContain('currentColor');
    expect(container.innerHTML).not.toMatch(/#[0-9a-f]{3,6}\b|rgb\(/i);
});

test('is silent where the button around it speaks', () => {
    renderUi(<LockIcon state="on" isDecorative />);
    expect(screen.queryByRole('img')).toBeNull();
    expect(screen.getByTestId('e2ee-lock').getAttribute('aria-hidden')).toBe('true');
});

test('has no span, which the App Bar would give a white disc', () => {
    const {container} = renderUi(<LockIcon state="on" />);
    expect(container.querySelector('span')).toBeNull();
});

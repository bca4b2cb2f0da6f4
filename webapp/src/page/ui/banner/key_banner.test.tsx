/** @jest-environment jsdom */
import {fireEvent, screen} from '@testing-library/react';

import {renderUi} from '../../../../tests/support/render_ui';
import {KeyBanner} from './key_banner';

test.each([
    ['absent', 'Set up my keys'],
    ['pending', 'Go on'],
    ['elsewhere', 'Restore my keys'],
    ['behind', 'Restore my keys'],
    ['replaced', 'Restore my keys'],
    ['unchecked', 'Check my backup'],
] as const)('%s: says what is missing, and leads to it', (reason, action) => {
    const onAct = jest.fn();
    renderUi(<KeyBanner reason={reason} onAct={onAct} />);
    expect(screen.getByTestId('e2ee-banner').dataset.banner).toBe(reason);
    fireEvent.click(screen.getByRole('button', {name: action}));
    expect(onAct).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole('button', {name: 'Dismiss'})).toBeNull();
});

test('a reminder can be put off', () => {
    const onDismiss = jest.fn();
    renderUi(<KeyBanner reason="unchecked" onAct={jest.fn()} onDismiss={onDismiss} />);
    fireEvent.click(screen.getByRole('button', {name: 'Dismiss'}));
    expect(onDismiss).toHaveBeenCalledTimes(1);
});

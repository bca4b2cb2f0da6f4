/** @jest-environment jsdom */
import {fireEvent, screen} from '@testing-library/react';

import {renderUi} from '../../../../tests/support/render_ui';
import {StateNotice} from './state_notice';

test.each([
    ['insecure_context', /https:/],
    ['unsupported_browser', /Firefox/],
    ['storage_blocked', /private browsing/],
    ['storage_full', /space/],
    ['storage_newer', /Reload/],
    ['storage_lost', /recovery code/],
    ['vault_gone', /Reload/],
    ['behind', /renewed in another browser/],
] as const)('%s has words and says what to do', (code, words) => {
    renderUi(<StateNotice failure={{code}} />);
    expect(screen.getByRole('status').textContent).toMatch(words);
    expect(screen.queryByRole('button')).toBeNull();
});

test('its button does what the words say', () => {
    const onAction = jest.fn();
    const onDismiss = jest.fn();
    renderUi(<StateNotice failure={{code: 'vault_gone'}} onAction={onAction} onDismiss={onDismiss} />);
    fireEvent.click(screen.getByRole('button', {name: 'Reload the page'}));
    expect(onAction).toHaveBeenCalledWith('reload');
    fireEvent.click(screen.getByRole('button', {name: 'Dismiss'}));
    expect(onDismiss).toHaveBeenCalledTimes(1);
});

/**
 * @jest-environment jsdom
 */
import {render, screen} from '@testing-library/react';
import {createElement, Fragment} from 'react';
import {IntlProvider} from 'react-intl';
import type {ReactNode} from 'react';

import {formatted} from './formatted_text';
import type {HostState} from './host/state';
import {withoutPictures} from './without_pictures';

function draw(node: ReactNode): HTMLElement {
    return render(<IntlProvider locale="en">{node}</IntlProvider>).container;
}

const picture = <img key="p" src="https://spy.test/pixel.png" alt="a cat" />;

it.each<[string, ReactNode]>([
    ['alone', picture],
    ['in a paragraph', <p key="a">before {picture} after</p>],
    [
        'in a link in a list',
        <ul key="b">
            <li>
                <a href="https://spy.test">{picture}</a>
            </li>
        </ul>,
    ],
    ['among siblings', [<span key="1">x</span>, picture]],
    ['in a fragment', createElement(Fragment, null, 'x', picture)],
])('puts a button in the place of a picture %s', (_, node) => {
    const container = draw(withoutPictures(node));
    expect(container.querySelector('img')).toBeNull();
    expect(screen.getByTestId('e2ee-remote-image').textContent).toContain('spy.test');
});

it('leaves everything else as it is', () => {
    const node = (
        <p className="x">
            text <b>bold</b> <code>{'<img>'}</code>
        </p>
    );
    expect(draw(withoutPictures(node)).innerHTML).toBe(draw(node).innerHTML);
});

it('makes a paragraph again of the box that the host draws around text with pictures', () => {
    const node = (
        <>
            <div className="markdown-inline-img__container">before {picture}</div>
            <div className="markdown-inline-img__container">after</div>
        </>
    );
    const container = draw(withoutPictures(node));
    expect(container.querySelector('div')).toBeNull();
    expect([...container.querySelectorAll('p')].map((paragraph) => paragraph.querySelector('button') !== null)).toEqual([true, false]);
});

describe('formatting', () => {
    const state = {
        entities: {
            users: {currentUserId: 'alice', profiles: {alice: {username: 'alice', notify_props: {mention_keys: 'ally,'}}}},
            channels: {channels: {c: {name: 'town'}}, channelsInTeam: {team: new Set(['c', 'gone'])}},
            teams: {currentTeamId: 'team', teams: {team: {id: 'team'}}},
        },
    } as unknown as HostState;
    const post = {id: 'post', channel_id: 'channel'};
    const host = window as unknown as {PostUtils?: unknown};

    afterEach(() => {
        delete host.PostUtils;
    });

    it('is the one of the host, asked for nothing that would tell others', () => {
        const formatText = jest.fn((text: string, _options: Record<string, unknown>) => `<p>${text}</p>`);
        const messageHtmlToComponent = jest.fn((html: string, _options: Record<string, unknown>) => <i>{html}</i>);
        host.PostUtils = {formatText, messageHtmlToComponent};
        expect(draw(formatted('words', post, state)).innerHTML).toBe('<i>&lt;p&gt;words&lt;/p&gt;</i>');
        expect(formatText.mock.calls[0]?.[1]).toMatchObject({
            atMentions: true,
            mentionKeys: ['@alice', '@channel', '@all', '@here', 'ally'].map((key) => ({key})),
            channelNamesMap: {town: {name: 'town'}},
        });
        expect(formatText.mock.calls[0]?.[1]).not.toHaveProperty('proxyImages');
        expect(messageHtmlToComponent.mock.calls[0]?.[1]).toMatchObject({images: false, fetchMissingUsers: false});
        expect(messageHtmlToComponent.mock.calls[0]?.[1]).not.toHaveProperty('hasPluginTooltips');
    });

    it('is left out where the host gives up, never the text', () => {
        host.PostUtils = {
            formatText: () => {
                throw new Error('too many tokens');
            },
            messageHtmlToComponent: () => null,
        };
        expect(formatted('words', post, state)).toBe('words');
        delete host.PostUtils;
        expect(formatted('words', post, state)).toBe('words');
    });
});

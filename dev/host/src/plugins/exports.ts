import * as Luxon from 'luxon';
import * as PropTypes from 'prop-types';
import * as React from 'react';
import * as ReactBootstrap from 'react-bootstrap';
import * as ReactDOM from 'react-dom';
import * as ReactIntl from 'react-intl';
import * as ReactRedux from 'react-redux';
import * as ReactRouterDom from 'react-router-dom';
import * as Redux from 'redux';

import {sendDesktopNotificationToMe} from '../actions/notifications';
import {closeRhs, selectThread} from '../actions/rhs';
import {openSettings} from '../actions/user_settings';
import {Avatar, imageUrlForUser} from '../components/avatar';
import {Timestamp} from '../components/timestamp';
import {history} from '../history';
import {formatText} from '../markdown/format_text';
import {messageHtmlToComponent} from '../markdown/message_html_to_component';
import {socket} from '../socket/client';
import {ModalIdentifiers, openModal} from '../state/modal_actions';
import type {HostState} from '../types';

/** What the host puts on `window` for plugins: of the real client's list, what a plugin of ours may call. */
export function exposeLibraries(): void {
    Object.assign(window, {
        React,
        ReactDOM,
        Redux,
        ReactRedux,
        ReactIntl,
        ReactBootstrap,
        ReactRouterDom,
        PropTypes,
        Luxon,
        PostUtils: {formatText, messageHtmlToComponent},
        WebappUtils: {
            browserHistory: history,
            modals: {openModal, ModalIdentifiers},
            sendDesktopNotificationToMe,
            openUserSettings: openSettings,
        },
        Components: {Avatar, Timestamp, imageURLForUser: imageUrlForUser},
        ProductApi: {
            useWebSocketClient: () => socket,
            closeRhs,
            selectRhsPost: selectThread,
            getRhsSelectedPostId: (state: HostState) => state.views.rhs.selectedPostId,
            getIsRhsOpen: (state: HostState) => state.views.rhs.isSidebarOpen,
        },
        basename: '',
    });
}

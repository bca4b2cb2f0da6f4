import {createBrowserHistory} from 'history';

/** One per page; plugins get it as `window.WebappUtils.browserHistory`. */
export const history = createBrowserHistory();

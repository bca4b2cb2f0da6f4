/** Where a post is drawn; the prefix of the ids of its menus. */
export type PostLocation = 'CENTER' | 'RHS_ROOT' | 'RHS_COMMENT';

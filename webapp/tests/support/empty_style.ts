/** Stands in for a style sheet: Jest has no loader for CSS, and no test looks at one. */
export {};

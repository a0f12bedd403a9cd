/** Links from page to page of a list; each page has an address, so going back works. */
interface props {
	/** The address of the first page. */
	first: string;
	after: string | null;
	next: string | null;
	of: string;
}

export function Pager({ first, after, next, of }: props) {
	if (after === null && next === null) return null;
	return (
		<nav class="pager" aria-label={`Pages of ${of}`}>
			{after !== null && <a href={first}>First page</a>}
			{next !== null && <a href={`${first}?after=${encodeURIComponent(next)}`}>Next page</a>}
		</nav>
	);
}

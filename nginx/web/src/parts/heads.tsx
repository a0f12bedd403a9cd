/** A table's row of headings. */

/** A column of numbers stands right. */
export type head = string | { readonly number: string };

/** `acts`: the last column holds what can be done with a row, which only who listens needs to be told. */
export function Heads({ of, acts }: { of: readonly (head | false)[]; acts?: boolean }) {
	return (
		<thead>
			<tr>
				{of.map((h) =>
					h === false ? null : typeof h === 'string' ? (
						<th key={h} scope="col">
							{h}
						</th>
					) : (
						<th key={h.number} scope="col" class="number">
							{h.number}
						</th>
					),
				)}
				{acts && (
					<th scope="col">
						<span class="unseen">Act</span>
					</th>
				)}
			</tr>
		</thead>
	);
}

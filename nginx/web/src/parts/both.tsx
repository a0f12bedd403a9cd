/** Somebody else was faster: what they wrote and what is about to be written, side by side, and one chooses. */
import { useEffect, useId, useRef } from 'preact/hooks';

interface props {
	/** What both are versions of: "the name". */
	what: string;
	theirs: string;
	mine: string;
	takeTheirs: () => void;
	keepMine: () => void;
	/** Back to one's own, to change it further. */
	goOn?: () => void;
}

export function Both({ what, theirs, mine, takeTheirs, keepMine, goOn }: props) {
	const box = useRef<HTMLDivElement>(null);
	const id = useId();
	useEffect(() => box.current?.focus(), []);
	return (
		<div class="notice bad both" role="alert" tabIndex={-1} ref={box} aria-labelledby={id}>
			<p id={id}>Someone else changed {what} meanwhile. Nothing of yours is lost: choose.</p>
			<div class="sides">
				<section aria-label="Theirs">
					<p class="whose">Theirs</p>
					<p class="version" dir="auto">
						{theirs || 'Nothing'}
					</p>
					<button type="button" onClick={takeTheirs}>
						Take theirs
					</button>
				</section>
				<section aria-label="Yours">
					<p class="whose">Yours</p>
					<p class="version" dir="auto">
						{mine || 'Nothing'}
					</p>
					<div class="buttons">
						<button type="button" onClick={keepMine}>
							Put yours in its place
						</button>
						{goOn && (
							<button type="button" class="quiet" onClick={goOn}>
								Go on writing
							</button>
						)}
					</div>
				</section>
			</div>
		</div>
	);
}

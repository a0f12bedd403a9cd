// Made by scripts/types from what the handlers tell of themselves. Do not edit.
/** A part of a list; `next` is the parameter `after` of the one that follows. */
export interface page<T> {
	items: T[];
	next: string | null;
}
/** Why a request failed (RFC 9457). */
export interface problem {
	type: string;
	title: string;
	status: number;
	detail?: string;
	instance: string;
	errors?: flaw[];
}
/** What is wrong with one value. */
export interface flaw {
	/** Where: a JSON Pointer as a URI fragment */
	pointer: string;
	/** What it must be */
	detail: string;
}
export interface page_query {
	/** Where the page starts: `next` of the one before */
	after?: string;
	/** How many items the page holds at most; usually 50 */
	limit?: number;
}
export interface project {
	/** Its id */
	id: string;
	/** What people call it */
	name: string;
	/** What it is for */
	description: string | null;
	/** How many texts it holds */
	documents: number;
	/** Which change this is; If-Match asks for it */
	version: number;
	/** When it was made */
	created_at: string;
}
export interface project_new {
	/** What people call it */
	name: string;
	/** What it is for */
	description?: string | null;
	/** Its first tags */
	tags?: tag_new[] | null;
}
export interface tag_new {
	/** What it says */
	name: string;
	/** When to use it */
	description?: string | null;
	/** #rrggbb; one of ours when none is given */
	colour?: string | null;
	/** The key that gives it to the selected text: a to z, 0 to 9 */
	key?: string | null;
}
export interface project_change {
	/** What people call it */
	name?: string;
	/** What it is for */
	description?: string | null;
}
export interface tag {
	/** Its id */
	id: string;
	/** The project it belongs to */
	project: string;
	/** What it says */
	name: string;
	/** When to use it */
	description: string | null;
	/** #rrggbb */
	colour: string;
	/** The key that gives it to the selected text: a to z, 0 to 9 */
	key: string | null;
	/** Its place among the project's tags */
	position: number;
	/** Which change this is; If-Match asks for it */
	version: number;
}
export interface tag_change {
	/** What it says */
	name?: string;
	/** When to use it */
	description?: string | null;
	/** #rrggbb */
	colour?: string;
	/** The key that gives it to the selected text: a to z, 0 to 9 */
	key?: string | null;
}
export interface document_row {
	/** Its id */
	id: string;
	/** What people call it: its file's name, usually */
	name: string;
	/** Its length in code points */
	length: number;
	/** How many spans are marked in it */
	spans: number;
	/** When it was uploaded */
	created_at: string;
}
export interface document_query {
	/** What to call it */
	name: string;
}
export interface document {
	/** Its id */
	id: string;
	/** The project it belongs to */
	project: string;
	/** What people call it: its file's name, usually */
	name: string;
	/** The text, exactly as it was uploaded */
	text: string;
	/** Its length in code points */
	length: number;
	/** How many spans are marked in it */
	spans: number;
	/** When it was uploaded */
	created_at: string;
}
export interface span {
	/** Its id */
	id: string;
	/** The text it is in */
	document: string;
	/** What it is marked as */
	tag: string;
	/** Its first code point, counted from 0 */
	start: number;
	/** The code point after its last */
	end: number;
	/** Which change this is; If-Match asks for it */
	version: number;
	/** Who marked it */
	created_by: string;
	/** When */
	created_at: string;
}
export interface span_new {
	/** What it is */
	tag: string;
	/** Its first code point, counted from 0 */
	start: number;
	/** The code point after its last */
	end: number;
	/** The text it covers, to be checked against the document */
	text: string;
}
export interface span_change {
	/** What it is */
	tag: string;
}
export interface export_document {
	/** The text's id */
	id: string;
	/** Its name */
	name: string;
	/** The text, exactly as it was uploaded */
	text: string;
	/** What is marked in it, by position */
	spans: export_span[];
}
export interface export_span {
	/** The span's id */
	id: string;
	/** Its first code point, counted from 0 */
	start: number;
	/** The code point after its last */
	end: number;
	/** The name of its tag */
	tag: string;
	/** The text it covers */
	text: string;
	/** Who marked it */
	created_by: string;
	/** When */
	created_at: string;
}
export interface dataset {
	/** Its id */
	id: string;
	/** The project it belongs to */
	project: string;
	/** What people call it; once in a project */
	name: string;
	/** Where its texts come from */
	description: string | null;
	/** How many examples it has */
	examples: number;
	/** Which change this is; If-Match asks for it */
	version: number;
	/** When it was made */
	created_at: string;
}
export interface dataset_new {
	/** What people call it; once in a project */
	name: string;
	/** Where its texts come from */
	description?: string | null;
}
export interface dataset_change {
	/** What people call it; once in a project */
	name?: string;
	/** Where its texts come from */
	description?: string | null;
}
export interface example_row {
	/** Its id */
	id: string;
	/** Its place in the dataset; there may be gaps */
	position: number;
	/** The length of its text in code points */
	length: number;
	/** How its text begins */
	beginning: string;
	/** How what came with it begins, as it was written */
	metadata_beginning: string | null;
	/** What its owner calls it; once in a dataset */
	external_id: string | null;
	/** Examples that are shown together share it */
	group_key: string | null;
	/** Its place among those */
	order_key: string | null;
}
export interface example {
	/** Its id */
	id: string;
	/** The dataset it belongs to */
	dataset: string;
	/** Its place in the dataset; there may be gaps */
	position: number;
	/** The length of its text in code points */
	length: number;
	/** Its text, exactly as it was uploaded */
	content: string;
	/** What came with it, byte for byte as it was uploaded */
	metadata: unknown | null;
	/** What its owner calls it; once in a dataset */
	external_id: string | null;
	/** Examples that are shown together share it */
	group_key: string | null;
	/** Its place among those */
	order_key: string | null;
}
export interface dataset_import {
	/** Its id */
	id: string;
	/** The dataset it fills */
	dataset: string;
	/** How the file is written */
	format: "jsonl" | "json" | "csv" | "tsv" | "lines" | "text";
	/** The member or column that holds the text; not of lines and text */
	content_field: string | null;
	/** The one that holds an id, once in the dataset; each row has one then */
	id_field: string | null;
	/** The one whose equals are shown together */
	group_field: string | null;
	/** The one that orders those */
	order_field: string | null;
	/** The one that is kept as metadata; none: all others are */
	metadata_field: string | null;
	/** Is nothing added when one row is wrong? */
	all_or_nothing: boolean;
	/** The job whose labels its lines bring, too */
	job: string | null;
	/** How far it is */
	state: "receiving" | "waiting" | "checking" | "adding" | "done" | "refused";
	/** Bytes of the file that are here: where to go on */
	received: number;
	/** Bytes of it that were read */
	parsed: number;
	/** How many examples it added */
	examples: number;
	/** How many rows the dataset had already */
	known: number;
	/** How many submissions it added to its job */
	submissions: number;
	/** How many skips */
	skips: number;
	/** How many rows are wrong */
	flaws: number;
	/** Grows with each step */
	version: number;
	/** When it was begun */
	created_at: string;
	/** When it was done */
	ended_at: string | null;
}
export interface import_new {
	/** How the file is written: csv as in RFC 4180; in tsv quotes are characters */
	format: "jsonl" | "json" | "csv" | "tsv" | "lines" | "text";
	/** The member or column that holds the text; not of lines and text */
	content_field?: string | null;
	/** The one that holds an id, once in the dataset; each row has one then */
	id_field?: string | null;
	/** The one whose equals are shown together */
	group_field?: string | null;
	/** The one that orders those */
	order_field?: string | null;
	/** The one that is kept as metadata; none: all others are */
	metadata_field?: string | null;
	/** Add nothing when one row is wrong */
	all_or_nothing?: boolean | null;
	/** A job on the dataset: each line is one of GET /jobs/{id}/labels, and its labels come, too */
	job?: string | null;
}
export interface import_piece {
	/** The byte of the file with which the body begins */
	offset: number;
	/** The file ends with this body */
	last?: boolean;
}
export interface import_flaw {
	/** Its id */
	id: string;
	/** The line in which the row begins, counted from 1 */
	line: number;
	/** What is wrong, as a word */
	word: string;
	/** In which member or column */
	field: string | null;
	/** What is wrong, for people */
	about: string | null;
	/** What its owner calls the row, if that could be read */
	external_id: string | null;
	/** How the row begins in the file, or its text where another is there of that id */
	beginning: string | null;
}
export interface label_schema_row {
	/** Its id */
	id: string;
	/** The project it belongs to */
	project: string;
	/** What people call it */
	name: string;
	/** What it is for */
	description: string | null;
	/** May two spans of one submission overlap? */
	overlap: "none" | "allow";
	/** One class a text, or several */
	classes: "single" | "multi";
	/** Which change this is; If-Match asks for it */
	version: number;
	/** When it was made */
	created_at: string;
}
export interface label_schema_content {
	/** What people call it */
	name: string;
	/** What it is for */
	description?: string | null;
	/** May two spans of one submission overlap? */
	overlap: "none" | "allow";
	/** One class a text, or several */
	classes: "single" | "multi";
	/** All its labels in their order: with the id it has, renamed; without one, new; left out, retired */
	labels: schema_label_new[];
}
export interface schema_label_new {
	/** Its id, the same in every version */
	id?: string | null;
	/** For spans (tag) or for whole texts (class) */
	kind: "tag" | "class";
	/** What it says */
	name: string;
	/** When to use it */
	description?: string | null;
	/** #rrggbb */
	colour?: string | null;
	/** The key that gives it: a to z, 0 to 9 */
	key?: string | null;
}
export interface label_schema {
	/** Its id */
	id: string;
	/** The project it belongs to */
	project: string;
	/** What people call it */
	name: string;
	/** What it is for */
	description: string | null;
	/** May two spans of one submission overlap? */
	overlap: "none" | "allow";
	/** One class a text, or several */
	classes: "single" | "multi";
	/** Which change this is; If-Match asks for it */
	version: number;
	/** When it was made */
	created_at: string;
	/** Its labels in their order */
	labels: schema_label[];
}
export interface schema_label {
	/** Its id, the same in every version */
	id: string;
	/** For spans (tag) or for whole texts (class) */
	kind: "tag" | "class";
	/** What it says */
	name: string;
	/** When to use it */
	description: string | null;
	/** #rrggbb */
	colour: string;
	/** The key that gives it: a to z, 0 to 9 */
	key: string | null;
}
export interface schema_version {
	/** Its id */
	id: string;
	/** Which version */
	version: number;
	/** May two spans of one submission overlap? */
	overlap: "none" | "allow";
	/** One class a text, or several */
	classes: "single" | "multi";
	/** The labels it had, in their order */
	labels: schema_label[];
	/** Who made it so */
	created_by: string;
	/** When */
	created_at: string;
}
export interface annotation_job_row {
	/** Its id */
	id: string;
	/** The project it belongs to */
	project: string;
	/** What is labelled */
	dataset: string;
	/** With which labels */
	schema: string;
	/** What people call it; once in a project */
	name: string;
	/** Only active ones are handed out */
	state: "active" | "paused" | "archived";
	/** How many people label each example, exactly */
	annotators: number;
	/** Only for its teams; else for everyone of the workspace */
	for_teams: boolean;
	/** Of sample texts, to try things out with: new jobs go before it */
	sample: boolean;
	/** How many examples the dataset has */
	examples: number;
	/** How many of them were handed to someone */
	touched: number;
	/** How many have all their submissions */
	done: number;
	/** How many submissions there are */
	submissions: number;
	/** Examples that someone has skipped, each as often */
	skips: number;
	/** Grows whenever one of these counts changes */
	revision: number;
	/** Which change this is; If-Match asks for it */
	version: number;
}
export interface annotation_job_new {
	/** What people call it; once in a project */
	name: string;
	/** What is to be labelled, of the project */
	dataset: string;
	/** With which labels, of the project */
	schema: string;
	/** How many people are to label each example, exactly */
	annotators: number;
	/** How to label, in Markdown */
	guidelines?: string | null;
	/** How long an example is kept for whom it was handed to; half an hour */
	lease_seconds?: number | null;
	/** Who is to work on it; none: everyone of the workspace */
	teams?: job_team[] | null;
	/** Of sample texts, to try things out with: new jobs go before it */
	sample?: boolean | null;
}
export interface job_team {
	/** The team's id */
	id: string;
}
export interface annotation_job {
	/** Its id */
	id: string;
	/** The project it belongs to */
	project: string;
	/** What is labelled */
	dataset: string;
	/** With which labels */
	schema: string;
	/** What people call it; once in a project */
	name: string;
	/** Only active ones are handed out */
	state: "active" | "paused" | "archived";
	/** How many people label each example, exactly */
	annotators: number;
	/** Only for its teams; else for everyone of the workspace */
	for_teams: boolean;
	/** Of sample texts, to try things out with: new jobs go before it */
	sample: boolean;
	/** How many examples the dataset has */
	examples: number;
	/** How many of them were handed to someone */
	touched: number;
	/** How many have all their submissions */
	done: number;
	/** How many submissions there are */
	submissions: number;
	/** Examples that someone has skipped, each as often */
	skips: number;
	/** Grows whenever one of these counts changes */
	revision: number;
	/** Which change this is; If-Match asks for it */
	version: number;
	/** How to label, in Markdown */
	guidelines: string | null;
	/** How long an example is kept for whom it was handed to */
	lease_seconds: number;
	/** Who works on it */
	teams: job_team[];
	/** When it was made */
	created_at: string;
}
export interface annotation_job_change {
	/** What people call it; once in a project */
	name?: string;
	/** How to label, in Markdown */
	guidelines?: string | null;
	/** How many people are to label each example, exactly */
	annotators?: number;
	/** Only active ones are handed out */
	state?: "active" | "paused" | "archived" | null;
	/** Where it goes in the workspace's queue */
	queue?: "top" | "bottom" | null;
	/** Before which job of the queue it goes */
	before?: string | null;
}
export interface job_teams {
	/** Who is to work on it; none: everyone of the workspace */
	teams: job_team[];
}
export interface guidelines_page {
	/** How to label, as it was written; null: nobody said */
	markdown: string | null;
	/** The same to be shown: HTML of a few elements */
	html: string | null;
	/** The job's version */
	version: number;
}
export interface job_progress {
	/** How many examples the dataset has */
	examples: number;
	/** How many of them nobody was handed yet */
	untouched: number;
	/** How many were handed to someone, and lack submissions still */
	begun: number;
	/** How many have all their submissions */
	done: number;
	/** Of those begun: how many somebody has skipped */
	skipped: number;
	/** Of those not done: how many cannot be, since too many have skipped them */
	stuck: number;
	/** How many people label each example, exactly */
	annotators: number;
	/** How many people it is for now: of its teams, or of the workspace */
	people: number;
}
export interface lease {
	/** The assignment */
	id: string;
	/** The example */
	example: string;
	/** How its text begins */
	beginning: string;
	/** Who has it */
	person: string;
	/** Their user name; null: they left the workspace */
	username: string | null;
	/** When they were handed it */
	since: string;
	/** It is kept for them until then; afterwards as long as nobody else is handed it */
	until: string;
}
export interface job_day {
	/** Its id */
	id: string;
	/** The job */
	job: string;
	/** The day: its first moment, UTC */
	day: string;
	/** Who */
	person: string;
	/** Their user name; null: they left the workspace */
	username: string | null;
	/** Examples first submitted on that day, and still submitted */
	submissions: number;
	/** Spans of those, as they are now */
	spans: number;
	/** Classes of those */
	classes: number;
	/** Those in which nothing was to be labelled */
	nothings: number;
	/** Examples skipped on that day, and still skipped */
	skips: number;
	/** How long those took, as the person says */
	seconds: number;
}
export interface frequency {
	/** The label's id */
	id: string;
	/** For spans (tag) or for whole texts (class) */
	kind: "tag" | "class";
	/** What it says now, or said last */
	name: string;
	/** Is it in the schema no more? */
	retired: boolean;
	/** How often it was given, in what is submitted now */
	count: number;
	/** By whom */
	people: frequency_person[];
}
export interface frequency_person {
	/** Who */
	person: string;
	/** Their user name; null: they left the workspace */
	username: string | null;
	/** How often they gave it */
	count: number;
}
export interface skip {
	/** The assignment */
	id: string;
	/** The example */
	example: string;
	/** How its text begins */
	beginning: string;
	/** Who skipped it */
	person: string;
	/** Their user name; null: they left the workspace */
	username: string | null;
	/** Why */
	reason: string;
}
export interface labels_query {
	/** labelled: only what someone has submitted */
	only?: "labelled";
}
export interface labelled_example {
	/** The example's id */
	id: string;
	/** Its place in the dataset; there may be gaps */
	position: number;
	/** What its owner calls it; once in a dataset */
	external_id: string | null;
	/** Examples that are shown together share it */
	group_key: string | null;
	/** Its place among those */
	order_key: string | null;
	/** Its text, exactly as it was uploaded */
	content: string;
	/** What came with it, as it was uploaded, on one line */
	metadata: unknown | null;
	/** In the order of handing out */
	submissions: labelled_submission[];
	/** Who skipped it, and why */
	skips: labelled_skip[];
}
export interface labelled_submission {
	/** Who */
	annotator: string;
	/** Their user name; null: they left the workspace */
	annotator_name: string | null;
	/** The version of what they submitted */
	version: number;
	/** When */
	submitted_at: string;
	/** The day that it counts for: that on which they submitted it first */
	day: string;
	/** The version of the schema that they saw */
	schema_version: number;
	/** What they marked, by position */
	spans: labelled_span[];
	/** What the text is, by id */
	classes: labelled_class[];
	/** There is nothing to label, they say */
	nothing: boolean;
	/** How long it took, as they say */
	seconds: number | null;
}
export interface labelled_span {
	/** The tag's id */
	label: string;
	/** What the tag says now */
	name: string;
	/** Its first code point, counted from 0 */
	start: number;
	/** The code point after its last */
	end: number;
	/** The text it covers */
	text: string;
}
export interface labelled_class {
	/** The class' id */
	label: string;
	/** What the class says now */
	name: string;
}
export interface labelled_skip {
	/** Who */
	annotator: string;
	/** Their user name; null: they left the workspace */
	annotator_name: string | null;
	/** The day on which they did */
	day: string;
	/** Why */
	reason: string;
}
export interface lighttag_example {
	/** The example */
	example_id: string;
	/** Its text, exactly as it was uploaded */
	content: string;
	/** What came with it, on one line; {} when nothing did */
	metadata: unknown;
	/** Who submitted something, be it nothing */
	seen_by: lighttag_person[];
	/** Spans, by position */
	annotations: lighttag_annotation[];
	/** Classes, by id */
	classifications: lighttag_class[];
}
export interface lighttag_person {
	/** Who */
	annotator_id: string;
	/** Their user name; null: they left the workspace */
	annotator: string | null;
	/** When they submitted it */
	timestamp: string;
}
export interface lighttag_annotation {
	/** The example */
	example_id: string;
	/** Its first code point, counted from 0 */
	start: number;
	/** The code point after its last */
	end: number;
	/** The text it covers */
	value: string;
	/** What the tag says now */
	tag: string;
	/** The tag */
	tag_id: string;
	/** The same for the same example, span and tag */
	tagged_token_id: string;
	/** Was it reviewed? Nothing is yet */
	reviewed: boolean;
	/** What the review said: null */
	correct: unknown | null;
	/** Who marked it */
	annotated_by: lighttag_person[];
}
export interface lighttag_class {
	/** The example */
	example_id: string;
	/** What the class says now */
	classname: string;
	/** The class */
	class_id: string;
	/** The job */
	definition_id: string;
	/** Who gave it */
	classified_by: lighttag_person[];
}
export interface assignment_row {
	/** Its id */
	id: string;
	/** The job */
	job: string;
	/** What people call it */
	job_name: string;
	/** What one has of a paused one may be finished */
	job_state: "active" | "paused" | "archived";
	/** The example */
	example: string;
	/** How its text begins */
	beginning: string;
	/** Does the text go on after that? */
	cut: boolean;
	/** In hand, lost to others, skipped or submitted */
	state: "leased" | "lost" | "skipped" | "submitted";
	/** Has it labels that are saved and not submitted? */
	drafted: boolean;
	/** The version of the schema that was seen */
	schema_version: number | null;
	/** Grows with each submission */
	version: number;
	/** When it was handed out first */
	created_at: string;
	/** When it was submitted last */
	submitted_at: string | null;
}
export interface assignment_ask {
	/** Of this job; else of the first in the queue that has something */
	job?: string | null;
	/** A new one, though one is in hand; ten of a job at most */
	another?: boolean | null;
}
export interface assignment {
	/** Its id; null: there is nothing to do */
	id: string | null;
	/** The job */
	job: string | null;
	/** The example */
	example: string | null;
	/** In hand, lost to others, skipped or submitted */
	state: "leased" | "lost" | "skipped" | "submitted" | null;
	/** It is kept until then */
	lease_until: string | null;
	/** The text */
	content: string | null;
	/** What came with it, byte for byte as it was uploaded */
	metadata: unknown | null;
	/** What its owner calls it */
	external_id: string | null;
	/** What people call the job */
	job_name: string | null;
	/** The schema */
	schema: string | null;
	/** Its version as it is now: name it when you submit */
	schema_version: number;
	/** May two spans overlap? none or allow */
	overlap: string | null;
	/** One class, or several? single or multi */
	classes: string | null;
	/** The labels, in their order */
	labels: schema_label[];
	/** What was saved and not submitted, as it is sent */
	draft: unknown | null;
	/** What was submitted last, as it is sent */
	submission: unknown | null;
	/** Grows with each submission; If-Match names it */
	version: number;
	/** How many drafts were saved: name it with the next */
	drafts: number;
	/** Nothing was found so far: ask again, there is more to look through */
	again: boolean;
	/** Why there is nothing: all is done or skipped; others have the rest and may give it back; ten of the job are in hand; the job is for others; it is paused or archived */
	reason: "none-left" | "in-other-hands" | "ten-in-hand" | "not-for-you" | "not-active" | null;
	/** How many texts of the job you have submitted */
	own: number;
}
export interface submission_new {
	/** The version of the schema that you saw */
	schema_version: number;
	/** What is marked */
	spans?: span_mark[] | null;
	/** What the text is */
	classes?: class_mark[] | null;
	/** There is nothing to label: must be said */
	nothing?: boolean | null;
	/** How long it took */
	seconds?: number | null;
	/** How many drafts you have seen: refused (412) when others were saved since */
	drafts?: number | null;
}
export interface span_mark {
	/** A tag of the schema */
	label: string;
	/** Its first code point, counted from 0 */
	start: number;
	/** The code point after its last */
	end: number;
	/** The text it covers: refused when it is not */
	text: string;
}
export interface class_mark {
	/** A class of the schema */
	label: string;
}
export interface assignment_now {
	/** Its id */
	id: string | null;
	/** In hand, lost to others, skipped or submitted */
	state: "leased" | "lost" | "skipped" | "submitted" | null;
	/** It is kept until then */
	lease_until: string | null;
	/** Grows with each submission; If-Match asks for it */
	version: number;
	/** How many drafts were saved: name it with the next */
	drafts: number;
}
export interface submission_row {
	/** Its id */
	id: string;
	/** For what */
	assignment: string;
	/** The assignment's version by it */
	version: number;
	/** The version of the schema that was seen */
	schema_version: number;
	/** What was submitted, as it was sent */
	labels: unknown;
	/** When */
	created_at: string;
}
export interface skip_new {
	/** Why you cannot label it */
	reason: string;
}
export interface health {
	/** Which of the suite's services this is */
	handler: string;
	/** Id of this run, to tell it from another on the same port */
	instance: string;
	/** PostgreSQL and Redis answer it */
	ready: boolean;
}
export interface person_new {
	/** How others see you: lower-case letters, digits, _ and - */
	username: string;
	/** Where the confirming mail goes */
	email: string;
	/** At least 15 characters; not the user name in it, and none that many have */
	password: string;
}
export interface next_step {
	/** What to do now */
	next: string;
}
export interface confirmation_new {
	/** What stands behind # in the mailed link */
	token: string;
}
export interface confirmation {
	/** Who can log in now */
	username: string;
}
export interface session_new {
	/** Your user name */
	username: string;
	/** Your password */
	password: string;
}
export interface session {
	/** The person */
	person: string;
	/** Their user name */
	username: string;
	/** The workspace they are in; null before they join one */
	workspace: string | null;
	/** Its name */
	workspace_name: string | null;
	/** What they are in it */
	role: string | null;
	/** When the password was typed last */
	authenticated_at: string;
	/** When the session ends at the latest */
	expires_at: string;
	/** What X-CSRF-Token must say with every change */
	csrf: string;
}
export interface session_move {
	/** Where to go on: one of yours */
	workspace: string;
}
export interface authentication_new {
	/** Your password */
	password: string;
}
export interface session_item {
	/** Its id */
	id: string;
	/** Whether it is the one that asks */
	current: boolean;
	/** With which browser it began, as far as that is known: Firefox 143 on Linux */
	browser: string | null;
	/** When it began */
	created_at: string;
	/** When the password was typed last */
	authenticated_at: string;
	/** When it was used last, give or take a quarter of an hour */
	seen_at: string;
	/** When it ends at the latest */
	expires_at: string;
}
export interface reset_new {
	/** The address of the account */
	email: string;
}
export interface password_reset {
	/** What stands behind # in the mailed link */
	token: string;
	/** At least 15 characters; not the user name in it, and none that many have */
	password: string;
}
export interface password_change {
	/** The password until now */
	current: string;
	/** At least 15 characters; not the user name in it, and none that many have */
	password: string;
}
export interface token_row {
	/** Its id */
	id: string;
	/** What you know it by */
	name: string;
	/** Its first characters */
	hint: string;
	/** The workspace in which it is good */
	workspace: string;
	/** What it may do */
	scopes: token_scope[];
	/** When it was made */
	created_at: string;
	/** When it was used last, to the hour; null: never */
	last_used_at: string | null;
	/** When it ends by itself */
	expires_at: string;
}
export interface token_scope {
	/** What it may do */
	name: "member.read" | "member.write" | "workspace.write" | "team.write" | "project.read" | "project.write" | "span.read" | "span.write" | "export.read";
}
export interface token_new {
	/** What you will know it by */
	name: string;
	/** What it may do */
	scopes: token_scope[];
	/** How long it is good; 90 days when this is left out */
	days?: number | null;
}
export interface token_made {
	/** Its id */
	id: string;
	/** What you know it by */
	name: string;
	/** Its first characters */
	hint: string;
	/** The workspace in which it is good */
	workspace: string;
	/** What it may do */
	scopes: token_scope[];
	/** When it was made */
	created_at: string;
	/** When it was used last, to the hour; null: never */
	last_used_at: string | null;
	/** When it ends by itself */
	expires_at: string;
	/** The token: keep it, nobody can show it again */
	access_token: string;
}
export interface exchange_new {
	/** What it may do, of what the access token may; all of that when this is left out */
	scopes?: token_scope[] | null;
}
export interface exchange {
	/** A JSON Web Token, signed with ES256 */
	access_token: string;
	/** How it is sent: Bearer */
	token_type: string;
	/** Seconds until it ends */
	expires_in: number;
	/** What it may do, with spaces between */
	scope: string;
}
export interface signing_key_set {
	/** Those that sign, will sign, or signed what may be good still */
	keys: signing_key[];
}
export interface signing_key {
	/** EC */
	kty: string;
	/** P-256 */
	crv: string;
	/** What the header of a token calls it */
	kid: string;
	/** sig */
	use: string;
	/** ES256 */
	alg: string;
	/** Its point's x in base64url */
	x: string;
	/** Its point's y in base64url */
	y: string;
}
export interface person {
	/** Your id */
	id: string;
	/** How others see you */
	username: string;
	/** Where your mail goes */
	email: string;
	/** When you signed up */
	created_at: string;
	/** Whether you are of the staff, who answer requests by the law */
	is_staff: boolean;
}
export interface address_new {
	/** Your address from then on */
	email: string;
}
export interface workspace {
	/** Its id */
	id: string;
	/** What its members call it */
	name: string;
	/** What you are in it */
	role: "owner" | "admin" | "manager" | "reviewer" | "annotator" | "billing";
	/** Grows with each change; If-Match asks for it */
	version: number;
	/** Since when you belong to it */
	created_at: string;
}
export interface workspace_new {
	/** What its members will call it */
	name: string;
}
export interface member {
	/** The person */
	id: string;
	/** Their user name */
	username: string;
	/** Their address; null for whoever may not see it */
	email: string | null;
	/** What they are */
	role: "owner" | "admin" | "manager" | "reviewer" | "annotator" | "billing";
	/** Which change of the role this is; If-Match asks for it */
	version: number;
	/** Since when they belong */
	created_at: string;
}
export interface member_change {
	/** What they are from now on */
	role: "owner" | "admin" | "manager" | "reviewer" | "annotator" | "billing";
}
export interface team {
	/** Its id */
	id: string;
	/** What people call it */
	name: string;
	/** Grows with each change; If-Match asks for it */
	version: number;
	/** When it was made */
	created_at: string;
}
export interface team_new {
	/** What people will call it */
	name: string;
}
export interface team_member {
	/** The person */
	id: string;
	/** Their user name */
	username: string;
	/** What they are in the workspace */
	role: "owner" | "admin" | "manager" | "reviewer" | "annotator" | "billing";
	/** Since when they are in the team */
	created_at: string;
}
export interface team_member_new {
	/** Who: a member of the workspace */
	person: string;
}
export interface invitation {
	/** Its id */
	id: string;
	/** Who is invited */
	email: string;
	/** As what */
	role: "owner" | "admin" | "manager" | "reviewer" | "annotator" | "billing";
	/** When it was sent */
	created_at: string;
	/** Until when its link is good */
	expires_at: string;
}
export interface invitation_new {
	/** Who is invited */
	email: string;
	/** As what */
	role: "owner" | "admin" | "manager" | "reviewer" | "annotator" | "billing";
}
export interface invitation_query {
	/** SHA-256 of what stands behind # in the mailed link, in lower-case hexadecimal */
	digest: string;
}
export interface invitation_offer {
	/** What its members call the workspace */
	workspace_name: string;
	/** The user name of whoever invites */
	invited_by: string;
	/** As what */
	role: "owner" | "admin" | "manager" | "reviewer" | "annotator" | "billing";
	/** Until when the link is good */
	expires_at: string;
}
export interface acceptance_new {
	/** What stands behind # in the mailed link */
	token: string;
}
export interface acceptance {
	/** The workspace */
	id: string;
	/** What its members call it */
	name: string;
	/** What you are in it */
	role: "owner" | "admin" | "manager" | "reviewer" | "annotator" | "billing";
}
export interface practices {
	/** Who is responsible */
	controller: string;
	/** Whom to write to */
	contact: string;
	/** Whom it is about; each name is a subject of columns */
	people: practice_word[];
	/** Every table with such a column */
	tables: practice_table[];
	/** Every column about a person, or with a customer's content */
	columns: practice[];
	/** Who gets it */
	recipients: practice_word[];
	/** What goes to other countries */
	transfers: practice_word[];
	/** How it is protected: the sentences of the privacy policy in force that are about that above all (SE-1) */
	measures: policy_clause[];
	/** What the words mean */
	words: catalogue_word[];
}
export interface practice_word {
	/** A word for it */
	name: string;
	/** The same in sentences */
	about: string;
}
export interface practice_table {
	/** A table of the database */
	name: string;
	/** What a row of it is */
	about: string;
	/** Until when rows are kept: an event, with a time after it where one passes */
	retain: string | null;
}
export interface practice {
	/** Its table */
	table: string;
	/** A column of it */
	name: string;
	/** What it holds */
	about: string;
	/** What kind of data that is */
	class: string;
	/** Whom it is about: a person, an address, or a workspace whose content it is */
	subject: string;
	/** What for; several are apart by commas */
	purposes: string;
	/** By which right */
	basis: string;
	/** From where */
	source: string;
	/** Sentences of the privacy policy that say so; several are apart by commas */
	clauses: string;
	/** Until when: an event, with a time after it where one passes */
	retain: string;
	/** What becomes of it when its subject asks to be erased */
	erase: string;
	/** Whether it is part of a person's copy of their data */
	export: boolean;
}
export interface policy_clause {
	/** Its place */
	ordinal: number;
	/** Under which heading it stands */
	heading: string;
	/** The numbers of what it promises, with spaces between */
	clauses: string;
	/** What it says; {controller} and {contact} stand for the members of that name */
	sentence: string;
}
export interface catalogue_word {
	/** Of which member it is a value: class, purpose, basis and so on */
	kind: string;
	/** The word */
	word: string;
	/** What it means */
	meaning: string;
}
export interface own_records {
	/** How many rows of a table are counted at most */
	counted: number;
	/** Every table in which something may be about you */
	tables: own_record[];
}
export interface own_record {
	/** A table that has rows about you */
	table: string;
	/** What a row of it is */
	about: string;
	/** By what in it you are meant */
	why: string;
	/** How many rows; as many as are counted at most */
	records: number;
	/** The newest of them, with what is part of your copy */
	sample: unknown;
}
export interface own_deed {
	/** Its id */
	id: string;
	/** When */
	at: string;
	/** What you did, as a word */
	verb: string;
	/** The same as a phrase: asked for an account */
	about: string;
	/** In which workspace; null: to your account */
	workspace: string | null;
	/** Its name, while you belong to it */
	workspace_name: string | null;
	/** In which project; null: in none */
	project: string | null;
	/** Its name, while you may see it */
	project_name: string | null;
}
export interface personal_export {
	/** Its id */
	id: string;
	/** How far it is; expired: its time is over, or it was taken back */
	state: "queued" | "building" | "available" | "expired" | "failed";
	/** How much of what is stored is in it, while it is built */
	percent: number;
	/** How large the file is, once it is available */
	bytes: number;
	/** How often it was downloaded */
	downloads: number;
	/** When it was asked for */
	asked_at: string;
	/** When it was there */
	built_at: string | null;
	/** Until when it is there */
	expires_at: string | null;
	/** When it expired, was taken back or failed */
	ended_at: string | null;
}
export interface policy_query {
	/** Which version; usually the one in force */
	number?: number;
}
export interface policy {
	/** For which kind of installation */
	mode: "saas" | "demo" | "onprem";
	/** Which version */
	number: number;
	/** In which language (ISO 639-1) */
	language: string;
	/** Whether it changed what people may rely on, or only how it is said */
	class: "minor" | "material";
	/** SHA-256 of its text: of each sentence a line of heading, clauses and sentence, with tabs between */
	sha256: string;
	/** When it was announced */
	published_at: string;
	/** From when it is in force */
	effective_from: string;
	/** The one announced before it */
	supersedes: number | null;
	/** Is it the one in force? */
	in_force: boolean;
	/** Who runs this installation */
	controller: string;
	/** Whom to write to */
	contact: string;
	/** What it says */
	sentences: policy_clause[];
}
export interface policy_log {
	/** Which kind of installation this is */
	mode: "saas" | "demo" | "onprem";
	/** All versions, the newest first */
	versions: policy_edition[];
	/** What was changed, the newest first */
	changes: policy_change[];
}
export interface policy_edition {
	/** Which version */
	number: number;
	/** Whether it changed what people may rely on, or only how it is said */
	class: "minor" | "material";
	/** SHA-256 of its text: of each sentence a line of heading, clauses and sentence, with tabs between */
	sha256: string;
	/** From when it is in force */
	effective_from: string;
	/** Is it the one in force? */
	in_force: boolean;
}
export interface policy_change {
	/** With which version it came */
	version: number;
	/** On which day: its first moment, UTC */
	changed_on: string;
	/** Whose change: ours, or of the texts from which ours was adapted */
	origin: "ours" | "lighttag" | "automattic";
	/** What was changed */
	summary: string;
}
export interface policy_alerts {
	/** Those that you have not seen, the newest first */
	alerts: policy_alert[];
}
export interface policy_alert {
	/** Which version */
	number: number;
	/** Whether it changes what people may rely on, or only how it is said */
	class: "minor" | "material";
	/** When it was announced */
	published_at: string;
	/** From when it is in force */
	effective_from: string;
	/** Is it the one in force? */
	in_force: boolean;
	/** What it changes */
	changes: policy_change[];
}
export interface policy_dismissal {
	/** Which version you have seen */
	number: number;
}
export interface mail_preferences {
	/** Does your browser send Global Privacy Control or Do Not Track? */
	signal: boolean;
	/** In which language the texts are (ISO 639-1) */
	language: string;
	/** Which version of the privacy policy is in force */
	policy_version: number;
	/** Its hash */
	policy_sha256: string;
	/** Every kind of mail that you need not get */
	categories: mail_preference[];
}
export interface mail_preference {
	/** Which kind of mail */
	category: "news" | "feedback";
	/** What it is called */
	title: string;
	/** What one agrees to: a page shows it word for word */
	text: string;
	/** What stands beside the switch */
	label: string;
	/** SHA-256 of title, text and label, with a line feed after each */
	text_sha256: string;
	/** Do you get it? Nobody does who has not switched it on */
	wanted: boolean;
	/** Since when you do, or do not; null: you never said */
	since: string | null;
	/** How you said it: on a page, or by the link in a mail; or a backup was restored */
	set_by: "self" | "one_click" | "restore" | null;
	/** When there was such a mail last */
	mailed_at: string | null;
}
export interface mail_preference_new {
	/** Which kind of mail */
	category: "news" | "feedback";
	/** Do you want it? */
	wanted: boolean;
	/** Of what was shown to you; another text is not agreed to (412), a no needs none */
	text_sha256: string;
	/** Of the version of the privacy policy that you could read */
	policy_sha256: string;
	/** You were asked again, because your browser sends a signal against what is optional */
	despite_signal?: boolean | null;
}
export interface mail_preference_set {
	/** Is it wanted now? */
	wanted: boolean;
	/** Since when */
	since: string;
	/** How that was said */
	set_by: "self" | "one_click" | "restore";
}
export interface consent_event {
	/** Its id, and that of its receipt */
	id: string;
	/** When */
	at: string;
	/** To which kind of mail */
	category: "news" | "feedback";
	/** What you said */
	act: "given" | "refused" | "withdrawn";
	/** How: on a page, or by the link in a mail; or a backup was restored */
	method: "page" | "one_click" | "restore";
	/** Were you asked again, because your browser sent a signal? */
	despite_signal: boolean;
	/** Which version of the privacy policy was in force */
	policy_version: number;
	/** What you were shown; null: it was not on a page */
	title: string | null;
	/** … its words */
	text: string | null;
	/** … and what stood beside the switch */
	label: string | null;
}
export interface consent_receipt {
	/** Of the act */
	id: string;
	/** What is certified: a JSON text with the fields of ISO/IEC TS 27560, exactly as it was signed */
	statement: string;
	/** Ed25519 over the bytes of the statement, in base64url */
	signature: string;
	/** The public key, in base64url: compare it with GET /certificate-key */
	key: string;
}
export interface unsubscription {
	/** Which kind of mail the link ends */
	category: "news" | "feedback";
	/** What it is called */
	title: string;
	/** Is it sent still? */
	wanted: boolean;
}
export interface erasure_preview {
	/** For how long it can be taken back */
	seconds: number;
	/** Your workspaces */
	workspaces: erasure_workspace[];
	/** What is about you, or in workspaces that go */
	tables: erasure_table[];
}
export interface erasure_workspace {
	/** The workspace */
	id: string;
	/** Its name */
	name: string;
	/** It goes with all that is in it, because nobody else is; hand-over: one of the others has to own it first */
	fate: "goes" | "hand-over" | "stays";
}
export interface erasure_table {
	/** The table */
	name: string;
	/** What a row of it is */
	about: string;
	/** What you are to it; null: it is in a workspace that goes */
	why: string | null;
	/** Rows about you go; stay as those of a random id that leads to nobody; or go with a workspace */
	fate: "delete" | "pseudonymise" | "workspace";
	/** How many */
	rows: number;
	/** Whether there are more */
	is_more: boolean;
	/** What stays of rows that become a random id's: it says nothing about anyone then */
	kept: string | null;
}
export interface erasure_new {
	/** Your user name, to confirm it */
	username: string;
}
export interface erasure {
	/** Until then the mailed link takes it back; then it is done */
	ends_at: string;
	/** Where the certificate will be, under /api/privacy/certificates/ */
	certificate: string;
}
export interface cancellation_new {
	/** What stands behind # in the mailed link */
	token: string;
}
export interface cancellation {
	/** What to do now */
	next: string;
}
export interface certificate {
	/** Its id */
	id: string;
	/** What is certified: a JSON text, exactly as it was signed */
	statement: string;
	/** Ed25519 over the bytes of the statement, in base64url */
	signature: string;
	/** The public key, in base64url: compare it with GET /certificate-key */
	key: string;
	/** When it was made */
	made_at: string;
}
export interface certificate_key {
	/** Ed25519 */
	algorithm: string;
	/** The public key, in base64url */
	key: string;
}
export interface privacy_request_new {
	/** What you ask for */
	type: "access" | "portability" | "rectify" | "erase" | "restrict" | "object" | "withdraw" | "review_automated" | "complaint";
	/** By whose law; unknown: the shortest time of all counts */
	jurisdiction: "eu" | "uk" | "california" | "unknown";
	/** Your address, the only way by which we write to you */
	email: string;
	/** What else there is to say about it */
	text: string;
}
export interface privacy_request_next {
	/** What to do now */
	next: string;
}
export interface privacy_request_code {
	/** What stands behind # in the mailed link */
	token: string;
}
export interface privacy_request_view {
	/** The request */
	seen: privacy_request_seen;
	/** What is stored of the address, where you asked for that, have no account, and are to get it */
	found: privacy_request_found[];
}
export interface privacy_request_seen {
	/** Its id */
	id: string;
	/** What is asked for */
	type: "access" | "portability" | "rectify" | "erase" | "restrict" | "object" | "withdraw" | "review_automated" | "complaint";
	/** By whose law */
	jurisdiction: "eu" | "uk" | "california" | "unknown";
	/** What was said about it */
	text: string;
	/** Where it stands */
	state: "received" | "acknowledged" | "verifying" | "verified" | "unverifiable" | "assessing" | "approved" | "partly_approved" | "refused" | "executing" | "failed" | "answered" | "closed" | "withdrawn" | "duplicate";
	/** The same as a sentence */
	about: string;
	/** When it came */
	received_at: string;
	/** When the address was shown to be theirs */
	verified_at: string | null;
	/** Until when it has to be answered by law */
	due_at: string;
	/** Until when that was put off */
	extended_until: string | null;
	/** Why */
	extension_reason: string | null;
	/** What was decided */
	decision: "approved" | "partly_approved" | "refused" | null;
	/** Why */
	decision_reason: string | null;
	/** When it was over */
	closed_at: string | null;
	/** What happened, oldest first */
	history: privacy_request_event[];
	/** What was written, oldest first */
	messages: privacy_request_message[];
	/** When the staff looked at it, oldest first */
	reads: privacy_request_read[];
}
export interface privacy_request_event {
	/** When */
	at: string;
	/** By whom */
	by: "requester" | "staff" | "clock" | "system";
	/** Where it went */
	state: "received" | "acknowledged" | "verifying" | "verified" | "unverifiable" | "assessing" | "approved" | "partly_approved" | "refused" | "executing" | "failed" | "answered" | "closed" | "withdrawn" | "duplicate";
	/** The same as a sentence */
	about: string;
	/** What was said about it */
	text: string | null;
}
export interface privacy_request_message {
	/** When */
	at: string;
	/** By whom */
	by: "requester" | "staff" | "clock" | "system";
	/** What was written */
	text: string;
}
export interface privacy_request_read {
	/** When one of the staff looked at it */
	at: string;
	/** Why */
	reason: "handling" | "second-opinion" | "complaint" | "audit";
}
export interface privacy_request_found {
	/** A table that has rows of the address */
	table: string;
	/** What a row of it is */
	about: string;
	/** How many rows */
	records: number;
	/** The newest of them */
	sample: unknown;
}
export interface privacy_request_word {
	/** What stands behind # in the mailed link */
	token: string;
	/** What to write to us */
	text: string;
}
export interface own_access_log {
	/** Newest first */
	reads: own_access[];
}
export interface own_access {
	/** Its id */
	id: string;
	/** When one of the staff looked */
	at: string;
	/** Why */
	reason: "handling" | "second-opinion" | "complaint" | "audit";
	/** At a request of yours for what; null: it is removed */
	request_type: "access" | "portability" | "rectify" | "erase" | "restrict" | "object" | "withdraw" | "review_automated" | "complaint" | null;
}
export interface staff_queue_query {
	/** Where the page starts: `next` of the one before */
	after?: string;
	/** How many items the page holds at most; usually 50 */
	limit?: number;
	/** unconfirmed: of addresses that nobody has shown to be theirs yet; closed: those that are over */
	which?: "open" | "unconfirmed" | "closed";
}
export interface staff_item {
	/** Its id */
	id: string;
	/** What is asked for */
	type: "access" | "portability" | "rectify" | "erase" | "restrict" | "object" | "withdraw" | "review_automated" | "complaint";
	/** By whose law */
	jurisdiction: "eu" | "uk" | "california" | "unknown";
	/** Where it stands */
	state: "received" | "acknowledged" | "verifying" | "verified" | "unverifiable" | "assessing" | "approved" | "partly_approved" | "refused" | "executing" | "failed" | "answered" | "closed" | "withdrawn" | "duplicate";
	/** When it came */
	received_at: string;
	/** When the address was shown to be theirs */
	verified_at: string | null;
	/** Until when it has to be answered */
	due_at: string;
	/** Whether that was put off */
	is_extended: boolean;
	/** Until when it can be put off by law */
	extended_at_most: string;
	/** near: due within seven days */
	standing: "open" | "near" | "overdue" | "answered" | "closed";
	/** What one of the staff would decide */
	proposal: "approved" | "partly_approved" | "refused" | null;
	/** Whether that is you */
	is_proposed_by_me: boolean;
	/** What was decided */
	decision: "approved" | "partly_approved" | "refused" | null;
	/** When it was over */
	closed_at: string | null;
	/** Where it can go from here */
	ways: staff_way[];
}
export interface staff_way {
	/** Where it can go from here */
	to: "received" | "acknowledged" | "verifying" | "verified" | "unverifiable" | "assessing" | "approved" | "partly_approved" | "refused" | "executing" | "failed" | "answered" | "closed" | "withdrawn" | "duplicate";
	/** Whether two of the staff decide that */
	by_two: boolean;
}
export interface staff_read_query {
	/** Why you look: whoever it is about is shown that */
	reason: "handling" | "second-opinion" | "complaint" | "audit";
}
export interface staff_request {
	/** Whose it is */
	email: string;
	/** Whether an account has that address */
	has_account: boolean;
	/** Why one of the staff would decide so */
	proposal_reason: string | null;
	/** As in the queue */
	item: staff_item;
	/** As whoever made it sees it */
	seen: privacy_request_seen;
}
export interface staff_request_move {
	/** Where to */
	to: "received" | "acknowledged" | "verifying" | "verified" | "unverifiable" | "assessing" | "approved" | "partly_approved" | "refused" | "executing" | "failed" | "answered" | "closed" | "withdrawn" | "duplicate";
	/** Why, or what was done: whoever made it sees that */
	text: string;
}
export interface staff_request_decision {
	/** What to decide */
	decision: "approved" | "partly_approved" | "refused";
	/** Why, as they are told: the second says the same in the same words */
	reason: string;
}
export interface staff_request_extension {
	/** Why, as they are told */
	reason: string;
}
export interface staff_request_message {
	/** What to write to whoever made it */
	text: string;
}
export interface staff_policy_list {
	/** All versions, the newest first */
	versions: staff_policy_item[];
}
export interface staff_policy_item {
	/** Which version */
	number: number;
	/** In which language (ISO 639-1) */
	language: string;
	/** SHA-256 of its text */
	sha256: string;
	/** When it came with a release */
	shipped_at: string;
	/** What its authors take it for */
	suggested_class: "minor" | "material";
	/** waiting: for two of the staff; announced: not in force yet; past: a later one took its place, perhaps before it was announced */
	standing: "waiting" | "announced" | "in_force" | "past";
	/** What one of the staff has said, until another says the same */
	proposals: staff_policy_proposal[];
	/** What was decided; null: nothing yet */
	class: "minor" | "material" | null;
	/** When it was announced */
	published_at: string | null;
	/** From when it is in force */
	effective_from: string | null;
	/** How many people are told by mail; null: none, or they were not counted yet */
	to_tell: number | null;
	/** For how many of them there was a mail */
	told: number | null;
	/** How many of those mails could not be sent, in days of trying */
	failed: number | null;
}
export interface staff_policy_proposal {
	/** What one of the staff takes it for */
	class: "minor" | "material";
	/** From when it would be in force */
	effective_from: string;
	/** Whether that is you */
	is_mine: boolean;
}
export interface staff_policy_query {
	/** Which version */
	number: number;
}
export interface staff_policy {
	/** For which kind of installation */
	mode: "saas" | "demo" | "onprem";
	/** Which version */
	number: number;
	/** In which language (ISO 639-1) */
	language: string;
	/** What its authors take it for */
	suggested_class: "minor" | "material";
	/** What was decided; null: nothing yet */
	class: "minor" | "material" | null;
	/** SHA-256 of its text */
	sha256: string;
	/** When it came with a release */
	shipped_at: string;
	/** When it was announced */
	published_at: string | null;
	/** From when it is in force */
	effective_from: string | null;
	/** The one announced before it */
	supersedes: number | null;
	/** waiting: for two of the staff; announced: not in force yet; past: a later one took its place, perhaps before it was announced */
	standing: "waiting" | "announced" | "in_force" | "past";
	/** Who runs this installation */
	controller: string;
	/** Whom to write to */
	contact: string;
	/** What it says */
	sentences: policy_clause[];
	/** What it changes */
	changes: policy_change[];
}
export interface staff_policy_decision {
	/** Which version */
	number: number;
	/** Whether it changes what people may rely on, or only how it is said */
	class: "minor" | "material";
	/** From when it is in force: thirty days from now, a material one thirty-one, or later */
	effective_from: string;
}
/** What one may do, and the roles that may. */
export const needs = {
	'anyone': ['owner', 'admin', 'manager', 'reviewer', 'annotator', 'billing'],
	'export.read': ['owner', 'admin', 'manager'],
	'member.read': ['owner', 'admin', 'manager', 'reviewer', 'annotator', 'billing'],
	'member.write': ['owner', 'admin'],
	'project.read': ['owner', 'admin', 'manager', 'reviewer', 'annotator'],
	'project.write': ['owner', 'admin', 'manager'],
	'signed-in': ['owner', 'admin', 'manager', 'reviewer', 'annotator', 'billing'],
	'span.read': ['owner', 'admin', 'manager', 'reviewer', 'annotator'],
	'span.write': ['owner', 'admin', 'manager', 'reviewer', 'annotator'],
	'team.write': ['owner', 'admin', 'manager'],
	'token.exchange': ['owner', 'admin', 'manager', 'reviewer', 'annotator', 'billing'],
	'token.write': ['owner', 'admin', 'manager', 'reviewer', 'annotator', 'billing'],
	'workspace.write': ['owner', 'admin'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
/** Every request: what it sends and what it gets. */
export interface requests {
	/** List the workspace's projects */
	'GET /annotations/projects': {
		body: undefined;
		query: page_query;
		reply: page<project>;
		match: false;
	};
	/** Make a project, with its first tags */
	'POST /annotations/projects': {
		body: project_new;
		query: undefined;
		reply: project;
		match: false;
	};
	/** Show a project */
	'GET /annotations/projects/{id}': {
		body: undefined;
		query: undefined;
		reply: project;
		match: false;
	};
	/** Rename or describe a project */
	'PATCH /annotations/projects/{id}': {
		body: project_change;
		query: undefined;
		reply: project;
		match: true;
	};
	/** List a project's tags, all of them */
	'GET /annotations/projects/{id}/tags': {
		body: undefined;
		query: undefined;
		reply: page<tag>;
		match: false;
	};
	/** Add a tag to a project */
	'POST /annotations/projects/{id}/tags': {
		body: tag_new;
		query: undefined;
		reply: tag;
		match: false;
	};
	/** Change a tag */
	'PATCH /annotations/tags/{id}': {
		body: tag_change;
		query: undefined;
		reply: tag;
		match: true;
	};
	/** List a project's texts */
	'GET /annotations/projects/{id}/documents': {
		body: undefined;
		query: page_query;
		reply: page<document_row>;
		match: false;
	};
	/** Upload a text */
	'POST /annotations/projects/{id}/documents': {
		body: string;
		query: document_query;
		reply: document_row;
		match: false;
	};
	/** Show a text */
	'GET /annotations/documents/{id}': {
		body: undefined;
		query: undefined;
		reply: document;
		match: false;
	};
	/** List what is marked in a text */
	'GET /annotations/documents/{id}/spans': {
		body: undefined;
		query: page_query;
		reply: page<span>;
		match: false;
	};
	/** Mark a span */
	'POST /annotations/documents/{id}/spans': {
		body: span_new;
		query: undefined;
		reply: span;
		match: false;
	};
	/** Put a span under another tag */
	'PATCH /annotations/spans/{id}': {
		body: span_change;
		query: undefined;
		reply: span;
		match: true;
	};
	/** Remove a span */
	'DELETE /annotations/spans/{id}': {
		body: undefined;
		query: undefined;
		reply: undefined;
		match: true;
	};
	/** Download a project: one text with its spans a line */
	'GET /annotations/projects/{id}/export': {
		body: undefined;
		query: undefined;
		reply: string;
		match: false;
	};
	/** List a project's datasets */
	'GET /annotations/projects/{id}/datasets': {
		body: undefined;
		query: page_query;
		reply: page<dataset>;
		match: false;
	};
	/** Make a dataset, empty at first */
	'POST /annotations/projects/{id}/datasets': {
		body: dataset_new;
		query: undefined;
		reply: dataset;
		match: false;
	};
	/** Show a dataset */
	'GET /annotations/datasets/{id}': {
		body: undefined;
		query: undefined;
		reply: dataset;
		match: false;
	};
	/** Rename or describe a dataset */
	'PATCH /annotations/datasets/{id}': {
		body: dataset_change;
		query: undefined;
		reply: dataset;
		match: true;
	};
	/** List a dataset's examples in their order */
	'GET /annotations/datasets/{id}/examples': {
		body: undefined;
		query: page_query;
		reply: page<example_row>;
		match: false;
	};
	/** Show an example with its text */
	'GET /annotations/examples/{id}': {
		body: undefined;
		query: undefined;
		reply: example;
		match: false;
	};
	/** List the files that fill a dataset */
	'GET /annotations/datasets/{id}/imports': {
		body: undefined;
		query: page_query;
		reply: page<dataset_import>;
		match: false;
	};
	/** Begin to fill a dataset: say how the file is written */
	'POST /annotations/datasets/{id}/imports': {
		body: import_new;
		query: undefined;
		reply: dataset_import;
		match: false;
	};
	/** Show how far an import is */
	'GET /annotations/imports/{id}': {
		body: undefined;
		query: undefined;
		reply: dataset_import;
		match: false;
	};
	/** Send a file, or the part of it that begins at `offset` */
	'PUT /annotations/imports/{id}/content': {
		body: string;
		query: import_piece;
		reply: dataset_import;
		match: false;
	};
	/** Remove an import and what came of its file */
	'DELETE /annotations/imports/{id}': {
		body: undefined;
		query: undefined;
		reply: undefined;
		match: false;
	};
	/** List the rows that were left out, and why */
	'GET /annotations/imports/{id}/flaws': {
		body: undefined;
		query: page_query;
		reply: page<import_flaw>;
		match: false;
	};
	/** List a project's schemas */
	'GET /annotations/projects/{id}/schemas': {
		body: undefined;
		query: page_query;
		reply: page<label_schema_row>;
		match: false;
	};
	/** Make a schema: tags for spans, classes for texts */
	'POST /annotations/projects/{id}/schemas': {
		body: label_schema_content;
		query: undefined;
		reply: label_schema;
		match: false;
	};
	/** Show a schema */
	'GET /annotations/schemas/{id}': {
		body: undefined;
		query: undefined;
		reply: label_schema;
		match: false;
	};
	/** Make the next version of a schema */
	'PUT /annotations/schemas/{id}': {
		body: label_schema_content;
		query: undefined;
		reply: label_schema;
		match: true;
	};
	/** List what a schema was, version by version */
	'GET /annotations/schemas/{id}/versions': {
		body: undefined;
		query: page_query;
		reply: page<schema_version>;
		match: false;
	};
	/** List a project's jobs */
	'GET /annotations/projects/{id}/jobs': {
		body: undefined;
		query: page_query;
		reply: page<annotation_job_row>;
		match: false;
	};
	/** Let people label a dataset by a schema */
	'POST /annotations/projects/{id}/jobs': {
		body: annotation_job_new;
		query: undefined;
		reply: annotation_job;
		match: false;
	};
	/** List the workspace's jobs as they stand in line */
	'GET /annotations/queue': {
		body: undefined;
		query: page_query;
		reply: page<annotation_job_row>;
		match: false;
	};
	/** Show a job and how far it is */
	'GET /annotations/jobs/{id}': {
		body: undefined;
		query: undefined;
		reply: annotation_job;
		match: false;
	};
	/** Rename, pause, archive or move a job, or let more or fewer people label each example */
	'PATCH /annotations/jobs/{id}': {
		body: annotation_job_change;
		query: undefined;
		reply: annotation_job;
		match: true;
	};
	/** Say which teams work on a job */
	'PUT /annotations/jobs/{id}/staffing': {
		body: job_teams;
		query: undefined;
		reply: annotation_job;
		match: true;
	};
	/** Show how to label in a job, as Markdown and as HTML */
	'GET /annotations/jobs/{id}/guidelines': {
		body: undefined;
		query: undefined;
		reply: guidelines_page;
		match: false;
	};
	/** Show how many of a job's examples are done, begun, untouched, skipped and stuck */
	'GET /annotations/jobs/{id}/progress': {
		body: undefined;
		query: undefined;
		reply: job_progress;
		match: false;
	};
	/** List what people have in their hands in a job now */
	'GET /annotations/jobs/{id}/leases': {
		body: undefined;
		query: page_query;
		reply: page<lease>;
		match: false;
	};
	/** Take an example out of someone's hands, so that others may be handed it */
	'DELETE /annotations/leases/{id}': {
		body: undefined;
		query: undefined;
		reply: undefined;
		match: false;
	};
	/** List what each person did for a job on each day */
	'GET /annotations/jobs/{id}/days': {
		body: undefined;
		query: page_query;
		reply: page<job_day>;
		match: false;
	};
	/** List how often each label was given in a job, and by whom */
	'GET /annotations/jobs/{id}/frequencies': {
		body: undefined;
		query: page_query;
		reply: page<frequency>;
		match: false;
	};
	/** List what people skipped in a job, and why */
	'GET /annotations/jobs/{id}/skips': {
		body: undefined;
		query: page_query;
		reply: page<skip>;
		match: false;
	};
	/** Send a skipped example back: whoever skipped it may be handed it again */
	'DELETE /annotations/skips/{id}': {
		body: undefined;
		query: undefined;
		reply: undefined;
		match: false;
	};
	/** Download what a job's people have labelled: one example a line, with all that is known of it */
	'GET /annotations/jobs/{id}/labels': {
		body: undefined;
		query: labels_query;
		reply: string;
		match: false;
	};
	/** Download the same as LightTag handed it over, one example a line */
	'GET /annotations/jobs/{id}/lighttag': {
		body: undefined;
		query: labels_query;
		reply: string;
		match: false;
	};
	/** List what you were handed, newest first */
	'GET /annotations/assignments': {
		body: undefined;
		query: page_query;
		reply: page<assignment_row>;
		match: false;
	};
	/** Be handed what you are to label next */
	'POST /annotations/assignments': {
		body: assignment_ask;
		query: undefined;
		reply: assignment;
		match: false;
	};
	/** Show something that you were handed */
	'GET /annotations/assignments/{id}': {
		body: undefined;
		query: undefined;
		reply: assignment;
		match: false;
	};
	/** Save labels without submitting them */
	'PUT /annotations/assignments/{id}/draft': {
		body: submission_new;
		query: undefined;
		reply: assignment_now;
		match: false;
	};
	/** Submit labels */
	'PUT /annotations/assignments/{id}/submission': {
		body: submission_new;
		query: undefined;
		reply: assignment_now;
		match: false;
	};
	/** Take back what you submitted or skipped */
	'DELETE /annotations/assignments/{id}/submission': {
		body: undefined;
		query: undefined;
		reply: assignment_now;
		match: false;
	};
	/** List what you submitted for it, each time */
	'GET /annotations/assignments/{id}/submissions': {
		body: undefined;
		query: page_query;
		reply: page<submission_row>;
		match: false;
	};
	/** Leave it to others, and say why */
	'PUT /annotations/assignments/{id}/skip': {
		body: skip_new;
		query: undefined;
		reply: assignment_now;
		match: false;
	};
	/** Give it back; you may be handed it again */
	'DELETE /annotations/assignments/{id}': {
		body: undefined;
		query: undefined;
		reply: assignment_now;
		match: false;
	};
	/** Is this service ready? */
	'GET /annotations/health': {
		body: undefined;
		query: undefined;
		reply: health;
		match: false;
	};
	/** Sign up */
	'POST /auth/people': {
		body: person_new;
		query: undefined;
		reply: next_step;
		match: false;
	};
	/** Confirm an address with the code of a mailed link */
	'POST /auth/confirmations': {
		body: confirmation_new;
		query: undefined;
		reply: confirmation;
		match: false;
	};
	/** Log in */
	'POST /auth/sessions': {
		body: session_new;
		query: undefined;
		reply: session;
		match: false;
	};
	/** Who is logged in */
	'GET /auth/session': {
		body: undefined;
		query: undefined;
		reply: session;
		match: false;
	};
	/** Log out */
	'DELETE /auth/session': {
		body: undefined;
		query: undefined;
		reply: undefined;
		match: false;
	};
	/** Go on in another of your workspaces */
	'PUT /auth/session/workspace': {
		body: session_move;
		query: undefined;
		reply: session;
		match: false;
	};
	/** Show your password again, before something that asks for it */
	'POST /auth/session/authentications': {
		body: authentication_new;
		query: undefined;
		reply: session;
		match: false;
	};
	/** List where you are logged in */
	'GET /auth/sessions': {
		body: undefined;
		query: page_query;
		reply: page<session_item>;
		match: false;
	};
	/** End one of your sessions */
	'DELETE /auth/sessions/{id}': {
		body: undefined;
		query: undefined;
		reply: undefined;
		match: false;
	};
	/** End all of your sessions but this one */
	'DELETE /auth/sessions': {
		body: undefined;
		query: undefined;
		reply: undefined;
		match: false;
	};
	/** Ask for a link that sets a new password */
	'POST /auth/resets': {
		body: reset_new;
		query: undefined;
		reply: next_step;
		match: false;
	};
	/** Set a new password with the code of a mailed link */
	'POST /auth/passwords': {
		body: password_reset;
		query: undefined;
		reply: confirmation;
		match: false;
	};
	/** Change your password */
	'PUT /auth/password': {
		body: password_change;
		query: undefined;
		reply: undefined;
		match: false;
	};
	/** List your access tokens */
	'GET /auth/tokens': {
		body: undefined;
		query: page_query;
		reply: page<token_row>;
		match: false;
	};
	/** Make an access token */
	'POST /auth/tokens': {
		body: token_new;
		query: undefined;
		reply: token_made;
		match: false;
	};
	/** Revoke an access token */
	'DELETE /auth/tokens/{id}': {
		body: undefined;
		query: undefined;
		reply: undefined;
		match: false;
	};
	/** Exchange an access token for a signed one that is good for five minutes */
	'POST /auth/exchanges': {
		body: exchange_new;
		query: undefined;
		reply: exchange;
		match: false;
	};
	/** The public keys by which signed tokens are known */
	'GET /auth/signing-keys': {
		body: undefined;
		query: undefined;
		reply: signing_key_set;
		match: false;
	};
	/** Your account */
	'GET /auth/person': {
		body: undefined;
		query: undefined;
		reply: person;
		match: false;
	};
	/** Give your account another address */
	'POST /auth/addresses': {
		body: address_new;
		query: undefined;
		reply: next_step;
		match: false;
	};
	/** List your workspaces */
	'GET /auth/workspaces': {
		body: undefined;
		query: page_query;
		reply: page<workspace>;
		match: false;
	};
	/** Make a workspace of your own */
	'POST /auth/workspaces': {
		body: workspace_new;
		query: undefined;
		reply: workspace;
		match: false;
	};
	/** Rename the workspace */
	'PATCH /auth/workspace': {
		body: workspace_new;
		query: undefined;
		reply: workspace;
		match: true;
	};
	/** List who belongs to the workspace */
	'GET /auth/members': {
		body: undefined;
		query: page_query;
		reply: page<member>;
		match: false;
	};
	/** Give a member another role */
	'PATCH /auth/members/{id}': {
		body: member_change;
		query: undefined;
		reply: undefined;
		match: true;
	};
	/** Remove a member */
	'DELETE /auth/members/{id}': {
		body: undefined;
		query: undefined;
		reply: undefined;
		match: false;
	};
	/** End a member's sessions in the workspace */
	'DELETE /auth/members/{id}/sessions': {
		body: undefined;
		query: undefined;
		reply: undefined;
		match: false;
	};
	/** Leave the workspace */
	'DELETE /auth/membership': {
		body: undefined;
		query: undefined;
		reply: undefined;
		match: false;
	};
	/** List the workspace's teams */
	'GET /auth/teams': {
		body: undefined;
		query: page_query;
		reply: page<team>;
		match: false;
	};
	/** Make a team */
	'POST /auth/teams': {
		body: team_new;
		query: undefined;
		reply: team;
		match: false;
	};
	/** Rename a team */
	'PATCH /auth/teams/{id}': {
		body: team_new;
		query: undefined;
		reply: team;
		match: true;
	};
	/** Remove a team */
	'DELETE /auth/teams/{id}': {
		body: undefined;
		query: undefined;
		reply: undefined;
		match: true;
	};
	/** List who is in a team */
	'GET /auth/teams/{id}/teammates': {
		body: undefined;
		query: page_query;
		reply: page<team_member>;
		match: false;
	};
	/** Put a member into a team */
	'POST /auth/teams/{id}/teammates': {
		body: team_member_new;
		query: undefined;
		reply: undefined;
		match: false;
	};
	/** Take a member out of a team */
	'DELETE /auth/teams/{id}/teammates/{person}': {
		body: undefined;
		query: undefined;
		reply: undefined;
		match: false;
	};
	/** List the invitations that were not answered yet */
	'GET /auth/invitations': {
		body: undefined;
		query: page_query;
		reply: page<invitation>;
		match: false;
	};
	/** Invite someone to the workspace */
	'POST /auth/invitations': {
		body: invitation_new;
		query: undefined;
		reply: invitation;
		match: false;
	};
	/** Take an invitation back */
	'DELETE /auth/invitations/{id}': {
		body: undefined;
		query: undefined;
		reply: undefined;
		match: false;
	};
	/** See who invites you by a mailed link, and to what */
	'GET /auth/invitation': {
		body: undefined;
		query: invitation_query;
		reply: invitation_offer;
		match: false;
	};
	/** Join a workspace with the code of a mailed link */
	'POST /auth/acceptances': {
		body: acceptance_new;
		query: undefined;
		reply: acceptance;
		match: false;
	};
	/** Is this service ready? */
	'GET /auth/health': {
		body: undefined;
		query: undefined;
		reply: health;
		match: false;
	};
	/** Is this service ready? */
	'GET /billing/health': {
		body: undefined;
		query: undefined;
		reply: health;
		match: false;
	};
	/** What is stored about people, why, how long, who gets it, and what becomes of it */
	'GET /privacy/practices': {
		body: undefined;
		query: undefined;
		reply: practices;
		match: false;
	};
	/** What is stored about you */
	'GET /privacy/records': {
		body: undefined;
		query: undefined;
		reply: own_records;
		match: false;
	};
	/** What you did, newest first */
	'GET /privacy/activity': {
		body: undefined;
		query: page_query;
		reply: page<own_deed>;
		match: false;
	};
	/** List the copies of what is stored about you that you asked for, oldest first */
	'GET /privacy/exports': {
		body: undefined;
		query: page_query;
		reply: page<personal_export>;
		match: false;
	};
	/** Ask for a copy of what is stored about you */
	'POST /privacy/exports': {
		body: undefined;
		query: undefined;
		reply: personal_export;
		match: false;
	};
	/** Download such a copy, a zip */
	'GET /privacy/exports/{id}/content': {
		body: undefined;
		query: undefined;
		reply: string;
		match: false;
	};
	/** Take such a copy back: its key is destroyed at once */
	'DELETE /privacy/exports/{id}': {
		body: undefined;
		query: undefined;
		reply: undefined;
		match: false;
	};
	/** Read the privacy policy */
	'GET /privacy/policy': {
		body: undefined;
		query: policy_query;
		reply: policy;
		match: false;
	};
	/** List the versions of the privacy policy, and what changed */
	'GET /privacy/policy/changes': {
		body: undefined;
		query: undefined;
		reply: policy_log;
		match: false;
	};
	/** Whether there is a new version of the privacy policy that you have not seen */
	'GET /privacy/policy/alert': {
		body: undefined;
		query: undefined;
		reply: policy_alerts;
		match: false;
	};
	/** Say that you have seen a version of the privacy policy */
	'POST /privacy/policy/dismissals': {
		body: policy_dismissal;
		query: undefined;
		reply: undefined;
		match: false;
	};
	/** Which mail you get beyond what is about your account */
	'GET /privacy/mail-preferences': {
		body: undefined;
		query: undefined;
		reply: mail_preferences;
		match: false;
	};
	/** Say whether you want a kind of mail */
	'PUT /privacy/mail-preferences': {
		body: mail_preference_new;
		query: undefined;
		reply: mail_preference_set;
		match: false;
	};
	/** What you agreed to and took back, newest first */
	'GET /privacy/consents': {
		body: undefined;
		query: page_query;
		reply: page<consent_event>;
		match: false;
	};
	/** The signed receipt of one of these */
	'GET /privacy/consents/{id}/receipt': {
		body: undefined;
		query: undefined;
		reply: consent_receipt;
		match: false;
	};
	/** Which mail the link in a mail ends; it changes nothing */
	'GET /privacy/unsubscriptions/{id}': {
		body: undefined;
		query: undefined;
		reply: unsubscription;
		match: false;
	};
	/** End such mail by its link, in one click (RFC 8058) */
	'POST /privacy/unsubscriptions/{id}': {
		body: string;
		query: undefined;
		reply: unsubscription;
		match: false;
	};
	/** The same from mail programs that send it as a form of parts */
	'POST /privacy/unsubscriptions/{id}/form': {
		body: string;
		query: undefined;
		reply: unsubscription;
		match: false;
	};
	/** What the erasure of your account would do */
	'GET /privacy/erasures/preview': {
		body: undefined;
		query: undefined;
		reply: erasure_preview;
		match: false;
	};
	/** Have your account erased */
	'POST /privacy/erasures': {
		body: erasure_new;
		query: undefined;
		reply: erasure;
		match: false;
	};
	/** Take an erasure back with the code of the mailed link */
	'POST /privacy/cancellations': {
		body: cancellation_new;
		query: undefined;
		reply: cancellation;
		match: false;
	};
	/** That an erasure is done, and how */
	'GET /privacy/certificates/{id}': {
		body: undefined;
		query: undefined;
		reply: certificate;
		match: false;
	};
	/** The public key by which certificates are known */
	'GET /privacy/certificate-key': {
		body: undefined;
		query: undefined;
		reply: certificate_key;
		match: false;
	};
	/** Whom to tell of a flaw (RFC 9116) */
	'GET /privacy/security-txt': {
		body: undefined;
		query: undefined;
		reply: string;
		match: false;
	};
	/** Ask for what the law gives you, with an account or without */
	'POST /privacy/requests': {
		body: privacy_request_new;
		query: undefined;
		reply: privacy_request_next;
		match: false;
	};
	/** See what came of a request, with the code of a mailed link */
	'POST /privacy/request-links': {
		body: privacy_request_code;
		query: undefined;
		reply: privacy_request_view;
		match: false;
	};
	/** Write to whoever answers your request */
	'POST /privacy/request-messages': {
		body: privacy_request_word;
		query: undefined;
		reply: privacy_request_view;
		match: false;
	};
	/** Take a request back, as long as it is not being done */
	'POST /privacy/request-withdrawals': {
		body: privacy_request_code;
		query: undefined;
		reply: privacy_request_view;
		match: false;
	};
	/** When the staff looked at what is about you, and why */
	'GET /privacy/access-log': {
		body: undefined;
		query: undefined;
		reply: own_access_log;
		match: false;
	};
	/** Requests that are to be answered, the first due first */
	'GET /privacy/staff/requests': {
		body: undefined;
		query: staff_queue_query;
		reply: page<staff_item>;
		match: false;
	};
	/** Look at a request, and say why */
	'GET /privacy/staff/requests/{id}': {
		body: undefined;
		query: staff_read_query;
		reply: staff_request;
		match: false;
	};
	/** Move a request on */
	'POST /privacy/staff/requests/{id}/moves': {
		body: staff_request_move;
		query: undefined;
		reply: staff_item;
		match: false;
	};
	/** Propose what to decide, or say the same as who proposed it */
	'POST /privacy/staff/requests/{id}/decisions': {
		body: staff_request_decision;
		query: undefined;
		reply: staff_item;
		match: false;
	};
	/** Put a request off by what the law allows */
	'POST /privacy/staff/requests/{id}/extensions': {
		body: staff_request_extension;
		query: undefined;
		reply: staff_item;
		match: false;
	};
	/** Write to whoever made a request */
	'POST /privacy/staff/requests/{id}/messages': {
		body: staff_request_message;
		query: undefined;
		reply: staff_item;
		match: false;
	};
	/** All versions of the privacy policy, also those that wait for two of the staff */
	'GET /privacy/staff/policies': {
		body: undefined;
		query: undefined;
		reply: staff_policy_list;
		match: false;
	};
	/** Read a version, also one that waits */
	'GET /privacy/staff/policy': {
		body: undefined;
		query: staff_policy_query;
		reply: staff_policy;
		match: false;
	};
	/** Propose what a version is and from when it is in force, or say the same as who proposed it */
	'POST /privacy/staff/policy/decisions': {
		body: staff_policy_decision;
		query: undefined;
		reply: staff_policy_item;
		match: false;
	};
	/** Is this service ready? */
	'GET /privacy/health': {
		body: undefined;
		query: undefined;
		reply: health;
		match: false;
	};
	/** Is this service ready? */
	'GET /support/health': {
		body: undefined;
		query: undefined;
		reply: health;
		match: false;
	};
}

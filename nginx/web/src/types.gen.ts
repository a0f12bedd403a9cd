/* The bodies of the API, by the names that its shapes have. */

export interface person_new {
	username: string;
	email: string;
	password: string;
}

export interface confirmation {
	username: string;
}

export interface session {
	person: string;
	username: string;
	workspace: string;
	workspace_name: string;
	role: string;
	csrf: string;
	authenticated_at: string;
	expires_at: string;
}

export interface project {
	id: string;
	name: string;
	description: string | null;
	documents: number;
	version: number;
	created_at: string;
}

export interface tag {
	id: string;
	project: string;
	name: string;
	description: string | null;
	colour: string;
	key: string | null;
	position: number;
	version: number;
}

export interface tag_new {
	name: string;
	description?: string;
	colour?: string;
	key?: string;
}

export interface tag_change {
	name?: string;
	description?: string | null;
	colour?: string;
	key?: string | null;
}

export interface project_new {
	name: string;
	description?: string;
	tags?: tag_new[];
}

export interface project_change {
	name?: string;
	description?: string | null;
}

export interface document_row {
	id: string;
	name: string;
	length: number;
	spans: number;
	created_at: string;
}

export interface document {
	id: string;
	project: string;
	name: string;
	text: string;
	length: number;
	spans: number;
	created_at: string;
}

export interface span {
	id: string;
	document: string;
	tag: string;
	start: number;
	end: number;
	version: number;
	created_by: string;
	created_at: string;
}

export interface span_new {
	tag: string;
	start: number;
	end: number;
	text: string;
}

export interface span_change {
	tag: string;
}

-- A page of a text's spans is read in the order of their ids; without this it
-- would walk through the spans of the whole workspace to find the text's.
-- span_by_place stays for those who read along the text.
create index span_by_document on span (workspace, document, id);

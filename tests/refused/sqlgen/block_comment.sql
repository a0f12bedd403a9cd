-- refused: :4: statement s: comments begin with --
-- s() :run
-- Says something.
delete /* all */ from t;

package dev.jftrace.tracefs.sqlhist;

import dev.jftrace.tracefs.sqlhist.SelectStatement.Match;
import dev.jftrace.tracefs.sqlhist.SelectStatement.Selection;
import dev.jftrace.tracefs.sqlhist.SelectStatement.Table;
import java.util.ArrayList;
import java.util.List;

/** Reads a statement, from left to right. */
final class SelectParser {
    private final String text;
    private final List<SqlToken> tokens;
    private int next;

    SelectParser(String text) throws SqlException {
        this.text = text;
        this.tokens = SqlLexer.tokens(text);
    }

    SelectStatement parse() throws SqlException {
        expect("SELECT");
        List<Selection> selections = new ArrayList<>();
        do {
            selections.add(selection());
        } while (took(","));
        expect("FROM");
        Table from = table();
        Table join = took("JOIN") ? table() : null;
        List<Match> matches = new ArrayList<>();
        if (join != null) {
            expect("ON");
            do {
                matches.add(match());
            } while (took(",") || took("AND") || took("&&"));
        }
        List<SqlToken> where = new ArrayList<>();
        if (took("WHERE")) {
            while (tokens.get(next).kind() != SqlToken.Kind.END) {
                where.add(tokens.get(next++));
            }
            if (where.isEmpty()) {
                throw problem(tokens.get(next), "a condition");
            }
        }
        if (tokens.get(next).kind() != SqlToken.Kind.END) {
            throw problem(tokens.get(next), join == null ? "JOIN, WHERE or the end" : "WHERE or the end");
        }
        return new SelectStatement(text, selections, from, join, matches, where);
    }

    private boolean took(String word) {
        if (tokens.get(next).is(word)) {
            next++;
            return true;
        }
        return false;
    }

    private void expect(String word) throws SqlException {
        if (!took(word)) {
            throw problem(tokens.get(next), word);
        }
    }

    private SqlToken name(String what) throws SqlException {
        SqlToken token = tokens.get(next);
        if (token.kind() != SqlToken.Kind.NAME) {
            throw problem(token, what);
        }
        next++;
        return token;
    }

    private SqlException problem(SqlToken found, String expected) {
        return new SqlException(text, found.at(), "expected " + expected + ", not " + found.shown());
    }

    private Selection selection() throws SqlException {
        int at = tokens.get(next).at();
        if (took("CAST")) {
            expect("(");
            SqlToken field = name("a field");
            expect("AS");
            SqlToken type = castType();
            expect(")");
            return new Selection(List.of(field), type, label(), at);
        }
        List<SqlToken> terms = new ArrayList<>();
        boolean parenthesis = took("(");
        terms.add(operand());
        while (tokens.get(next).is("+") || tokens.get(next).is("-")) {
            terms.add(tokens.get(next++));
            terms.add(operand());
        }
        if (parenthesis) {
            expect(")");
        }
        return new Selection(terms, null, label(), at);
    }

    /** {@code SYM-OFFSET} is two names and a sign between them. */
    private SqlToken castType() throws SqlException {
        SqlToken type = name("a type");
        return took("-")
                ? new SqlToken(type.kind(), type.text() + "-" + name("OFFSET").text(), type.at())
                : type;
    }

    private SqlToken operand() throws SqlException {
        SqlToken token = tokens.get(next);
        if (token.kind() == SqlToken.Kind.NUMBER) {
            next++;
            return token;
        }
        return name("a field");
    }

    private String label() throws SqlException {
        boolean as = took("AS");
        return as || tokens.get(next).kind() == SqlToken.Kind.NAME
                ? name("a name").text()
                : null;
    }

    private Table table() throws SqlException {
        SqlToken name = name("an event");
        String alias = label();
        return new Table(name.text(), alias == null ? name.text() : alias, name.at());
    }

    private Match match() throws SqlException {
        SqlToken left = name("a field");
        if (!took("=") && !took("==")) {
            throw problem(tokens.get(next), "=");
        }
        return new Match(left, name("a field"));
    }
}

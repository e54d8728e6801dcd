package dev.jftrace.event.printfmt;

/** Cuts a print fmt into C tokens. Strings that follow each other become one; their escapes stay as written. */
final class PrintFmtLexer {
    enum Kind {
        WORD,
        STRING,
        CHARACTER,
        SYMBOL,
        END
    }

    private static final String[] TWO_CHARS = {"->", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||"};

    private final String text;
    private int at;
    private Kind kind;
    private String token;

    PrintFmtLexer(String text) throws UnparsedPrintFmtException {
        this.text = text;
        advance();
    }

    Kind kind() {
        return kind;
    }

    /** The word or symbol, or what stands between the quotes. */
    String token() {
        return token;
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && token.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && token.equals(word);
    }

    String take() throws UnparsedPrintFmtException {
        String taken = token;
        advance();
        return taken;
    }

    void expect(String symbol) throws UnparsedPrintFmtException {
        if (!is(symbol)) {
            throw new UnparsedPrintFmtException("expected " + symbol + " but found " + token);
        }
        advance();
    }

    String expectWord() throws UnparsedPrintFmtException {
        if (kind != Kind.WORD) {
            throw new UnparsedPrintFmtException("expected a word but found " + token);
        }
        return take();
    }

    private void advance() throws UnparsedPrintFmtException {
        skipSpaces();
        if (at >= text.length()) {
            kind = Kind.END;
            token = "";
            return;
        }
        char first = text.charAt(at);
        if (isWordPart(first)) {
            word();
        } else if (first == '"') {
            string();
        } else if (first == '\'') {
            kind = Kind.CHARACTER;
            token = quoted('\'');
        } else {
            symbol();
        }
    }

    private void skipSpaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isWordPart(char c) {
        return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private void word() {
        int start = at;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        kind = Kind.WORD;
        token = text.substring(start, at);
        String replaced = brokenMacro(token);
        if (replaced != null) {
            kind = Kind.STRING;
            token = replaced;
        }
    }

    /** Macros of mac80211 that old kernels left in their format files as they were. */
    private static String brokenMacro(String word) {
        switch (word) {
            case "LOCAL_PR_FMT":
                return "%s";
            case "STA_PR_FMT":
                return " sta:%pM";
            case "VIF_PR_FMT":
                return " vif:%p(%d)";
            default:
                return null;
        }
    }

    private void string() throws UnparsedPrintFmtException {
        StringBuilder whole = new StringBuilder(quoted('"'));
        skipSpaces();
        while (at < text.length() && text.charAt(at) == '"') {
            whole.append(quoted('"'));
            skipSpaces();
        }
        kind = Kind.STRING;
        token = whole.toString();
    }

    private String quoted(char quote) throws UnparsedPrintFmtException {
        int start = ++at;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw new UnparsedPrintFmtException("a quote is not closed");
        }
        return text.substring(start, at++);
    }

    private void symbol() {
        kind = Kind.SYMBOL;
        for (String two : TWO_CHARS) {
            if (text.startsWith(two, at)) {
                token = two;
                at += two.length();
                return;
            }
        }
        token = String.valueOf(text.charAt(at++));
    }
}

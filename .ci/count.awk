# Adds up what the test runners say of themselves. A runner that never got to say anything shows in the exit status only, so a
# failure that no runner counted (format, lint, types, a build) counts as one.

# add(LINE): every "<number> <word>" of it.
function add(line,    words, count, i) {
    gsub(/[,()]/, " ", line)
    count = split(line, words, /[ \t]+/)
    for (i = 1; i < count; i++) {
        if (words[i] !~ /^[0-9]+$/) continue
        if (words[i + 1] == "passed") passed += words[i]
        if (words[i + 1] ~ /^(failed|failures?|errors?|interrupted|flaky)$/) failed += words[i]
        if (words[i + 1] ~ /^(skipped|todo|did)$/) skipped += words[i]
    }
}

# Jest: "Tests:       1 failed, 2 skipped, 94 passed, 97 total"
/^Tests: / { add($0) }

# node:test: "# pass 5", or "ℹ pass 5" on a terminal
/^[^ ]+ pass [0-9]+$/ { passed += $3 }
/^[^ ]+ fail [0-9]+$/ { failed += $3 }
/^[^ ]+ skipped [0-9]+$/ { skipped += $3 }

# gotestsum: "DONE 123 tests, 1 skipped, 2 failures in 3.2s"; the first number includes the others
/^DONE [0-9]+ tests/ {
    before = failed + skipped
    add($0)
    passed += $2 - (failed + skipped - before)
}

# The host contract: "replayed 28/30"
/^replayed [0-9]+\/[0-9]+/ {
    split($2, replayed, "/")
    passed += replayed[1]
    failed += replayed[2] - replayed[1]
}

# Playwright: "  1 failed", "  2 skipped", "  3 did not run", "  12 passed (1.2m)"
/^  [0-9]+ (passed|failed|flaky|interrupted|skipped|did not run)( \([0-9.]+(ms|s|m|h)\))?$/ { add($0) }

END {
    if (status != 0 && failed == 0) failed = 1
    printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
}

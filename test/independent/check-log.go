// Checks a published ledger with other people's code: the tree and the notes are Go's own (golang.org/x/mod/sumdb, which checks the
// Go module mirror), and this program only brings it C2SP's file names. It shares nothing with the server or with wardbook-verify.
//
//	check-log -key VKEY [-since OLD-CHECKPOINT] [-random N] [-entries] LOG    LOG is a directory, or the URL of one
//	check-log -key VKEY -proof FILE
//
// Exit code 0: it holds. 1: something is missing, or isn't what was signed. 2: it was asked nothing that it understands.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math/rand"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
	mostBytes  = 64 << 20
)

func main() {
	key := flag.String("key", "", "the log's verifier key, which must come another way than the log does")
	since := flag.String("since", "", "file with an older checkpoint of the same log")
	proof := flag.String("proof", "", "file with a tlog-proof, to check instead of a log")
	random := flag.Int64("random", 0, "check so many leaves, chosen at random, instead of every one")
	entries := flag.Bool("entries", false, "the log's entries lie beside its tiles: check each against its leaf")
	flag.Parse()
	verifier, err := note.NewVerifier(*key)
	if err != nil || (flag.NArg() == 1) == (*proof != "") {
		fmt.Fprintln(os.Stderr, "usage: check-log -key VKEY ([-since FILE] [-random N] [-entries] LOG | -proof FILE)")
		os.Exit(2)
	}
	if *proof != "" {
		err = checkProof(*proof, verifier)
	} else {
		err = checkLog(flag.Arg(0), *since, *random, *entries, verifier)
	}
	if err == nil {
		return
	}
	fmt.Println("REFUSED:", err)
	os.Exit(1)
}

// openCheckpoint believes a checkpoint that the key signed. Source: C2SP tlog-checkpoint.
func openCheckpoint(msg []byte, verifier note.Verifier) (tree tlog.Tree, err error) {
	opened, err := note.Open(msg, note.VerifierList(verifier))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tree, errors.New("the note isn't a checkpoint of this log")
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil || tree.N < 0 {
		return tree, errors.New("the checkpoint has no size")
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

// files reads a log's files by their names; a name that isn't there is fs.ErrNotExist.
type files func(name string) ([]byte, error)

func openFiles(place string) files {
	if !strings.HasPrefix(place, "http://") && !strings.HasPrefix(place, "https://") {
		return func(name string) ([]byte, error) { return os.ReadFile(filepath.Join(place, filepath.FromSlash(name))) }
	}
	return func(name string) ([]byte, error) {
		answer, err := http.Get(strings.TrimSuffix(place, "/") + "/" + name)
		if err != nil {
			return nil, err
		}
		defer answer.Body.Close()
		switch answer.StatusCode {
		case http.StatusOK:
			return io.ReadAll(io.LimitReader(answer.Body, mostBytes))
		case http.StatusNotFound:
			return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
		}
		return nil, fmt.Errorf("%s: %s", name, answer.Status)
	}
}

// fileName is the tile's name in C2SP tlog-tiles, which leaves out the height that Go's has.
func fileName(tile tlog.Tile) string {
	name := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight))
	return "tile/" + strings.Replace(name, "data/", "entries/", 1)
}

// readTile falls back on the full tile, which may have taken a partial one's place.
func (read files) readTile(tile tlog.Tile) ([]byte, error) {
	data, err := read(fileName(tile))
	if err == nil || tile.W == tileWidth || !errors.Is(err, fs.ErrNotExist) {
		return data, err
	}
	tile.W = tileWidth
	return read(fileName(tile))
}

// tiles gives Go's TileHashReader the log's tiles. What it found to be the tree's is kept, and never asked for again.
type tiles struct {
	read   files
	proven map[tlog.Tile][]byte
}

func (t tiles) Height() int { return tileHeight }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	found := make([][]byte, len(wanted))
	for i, tile := range wanted {
		data, ok := t.proven[tile]
		if !ok {
			var err error
			if data, err = t.read.readTile(tile); err != nil {
				return nil, err
			}
			if length := tile.W * tlog.HashSize; len(data) > length {
				data = data[:length]
			}
		}
		found[i] = data
	}
	return found, nil
}

func (t tiles) SaveTiles(found []tlog.Tile, data [][]byte) {
	for i, tile := range found {
		t.proven[tile] = data[i]
	}
}

func checkLog(place, since string, random int64, entries bool, verifier note.Verifier) error {
	read := openFiles(place)
	msg, err := read("checkpoint")
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(msg, verifier)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, tiles{read, map[tlog.Tile][]byte{}})
	if tree.N > 0 {
		root, err := tlog.TreeHash(tree.N, hashes)
		if err != nil {
			return err
		}
		if root != tree.Hash {
			return errors.New("the tiles aren't those of the signed root")
		}
	}
	if since != "" {
		if err := checkConsistency(since, tree, hashes, verifier); err != nil {
			return err
		}
	}
	pruned, err := checkPruned(read, tree, hashes, verifier)
	if err != nil {
		return fmt.Errorf("pruned: %w", err)
	}
	if !entries {
		read = nil
	}
	leaves, bundled, err := checkLeaves(tree, random, pruned, read, hashes)
	if err != nil {
		return err
	}
	fmt.Printf("HOLDS: %d of %d leaves, %d with their entries, are in the tree of %s\n", leaves, tree.N, bundled, verifier.Name())
	if pruned > 0 {
		fmt.Printf("The first %d entries were pruned, and the tree says so.\n", pruned)
	}
	return nil
}

// checkPruned says how many entries the log doesn't keep any more: those before an index that one of its own entries declares, with
// their root. The note tells which entry that is, and holds what its leaf hashes.
func checkPruned(read files, tree tlog.Tree, hashes tlog.HashReader, verifier note.Verifier) (int64, error) {
	msg, err := read("pruned")
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	opened, err := note.Open(msg, note.VerifierList(verifier))
	if err != nil {
		return 0, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 7 || lines[0] != "wardbook/pruned@v1" || lines[1] != verifier.Name() {
		return 0, errors.New("this note says nothing of this log")
	}
	count, err := strconv.ParseInt(lines[2], 10, 64)
	if err != nil || count < 1 || count > tree.N {
		return 0, errors.New("the note has no index")
	}
	place, err := strconv.ParseInt(lines[4], 10, 64)
	if err != nil || place < 0 || place >= tree.N {
		return 0, errors.New("the note names no entry")
	}
	act, err := base64.StdEncoding.DecodeString(lines[5])
	if err != nil || len(act) < 24 || !strings.HasPrefix(string(act[24:]), fmt.Sprintf("%s\n%s\n%s\n", lines[0], lines[2], lines[3])) {
		return 0, errors.New("the entry declares something else")
	}
	found, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, place)})
	if err != nil {
		return 0, err
	}
	root, err := tlog.TreeHash(count, hashes)
	if err != nil {
		return 0, err
	}
	if tlog.RecordHash(act) != found[0] || root.String() != lines[3] {
		return 0, errors.New("no entry declares that")
	}
	return count, nil
}

func checkConsistency(since string, tree tlog.Tree, hashes tlog.HashReader, verifier note.Verifier) error {
	msg, err := os.ReadFile(since)
	if err != nil {
		return err
	}
	older, err := openCheckpoint(msg, verifier)
	if err != nil {
		return fmt.Errorf("the older checkpoint: %w", err)
	}
	if older.N > tree.N {
		return fmt.Errorf("the log had %d entries once, and has %d now", older.N, tree.N)
	}
	if older.N == 0 {
		return nil
	}
	proof, err := tlog.ProveTree(tree.N, older.N, hashes)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash); err != nil {
		return fmt.Errorf("the log doesn't go on from its first %d entries: %w", older.N, err)
	}
	return nil
}

// checkLeaves proves each leaf's place and, given the log's entries, that the leaf is the entry's.
func checkLeaves(tree tlog.Tree, random, pruned int64, entries files, hashes tlog.HashReader) (leaves, bundled int64, err error) {
	count, pick := tree.N, func(n int64) int64 { return n }
	if random > 0 && random < tree.N {
		count, pick = random, func(int64) int64 { return rand.Int63n(tree.N) }
	}
	open, bundle := int64(-1), [][]byte(nil)
	for ; leaves < count; leaves++ {
		leaf := pick(leaves)
		found, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, leaf)})
		if err != nil {
			return leaves, bundled, fmt.Errorf("leaf %d: %w", leaf, err)
		}
		proof, err := tlog.ProveRecord(tree.N, leaf, hashes)
		if err != nil {
			return leaves, bundled, fmt.Errorf("leaf %d: %w", leaf, err)
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, leaf, found[0]); err != nil {
			return leaves, bundled, fmt.Errorf("leaf %d: %w", leaf, err)
		}
		if entries == nil {
			continue
		}
		if leaf/tileWidth != open {
			open = leaf / tileWidth
			bundle, err = entries.readBundle(open, tree.N)
			if err != nil && errors.Is(err, fs.ErrNotExist) && (open+1)*tileWidth <= pruned {
				bundle, err = make([][]byte, tileWidth), nil
			}
			if err != nil {
				return leaves, bundled, err
			}
		}
		// An entry that is too long for a bundle stands there as one of no bytes.
		entry := bundle[leaf%tileWidth]
		if len(entry) == 0 {
			continue
		}
		if tlog.RecordHash(entry) != found[0] {
			return leaves, bundled, fmt.Errorf("entry %d is not what was signed", leaf)
		}
		bundled++
	}
	return leaves, bundled, nil
}

// readBundle gives the entries of one tile.
func (read files) readBundle(tile, size int64) ([][]byte, error) {
	width := size - tile*tileWidth
	if width > tileWidth {
		width = tileWidth
	}
	data, err := read.readTile(tlog.Tile{H: tileHeight, L: -1, N: tile, W: int(width)})
	if err != nil {
		return nil, err
	}
	var found [][]byte
	for len(found) < int(width) {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("bundle %d was cut short", tile)
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		found, data = append(found, data[2:end]), data[end:]
	}
	return found, nil
}

// checkProof checks one entry's proof. Source: C2SP tlog-proof; the line "extra" holds the leaf.
func checkProof(path string, verifier note.Verifier) error {
	msg, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	head, checkpoint, ok := strings.Cut(string(msg), "\n\n")
	lines := strings.Split(head, "\n")
	if !ok || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "extra ") || !strings.HasPrefix(lines[2], "index ") {
		return errors.New("this is no tlog-proof that carries its entry")
	}
	entry, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	tree, err := openCheckpoint([]byte(checkpoint), verifier)
	if err != nil {
		return err
	}
	if index < 0 || index >= tree.N {
		return fmt.Errorf("there is no entry %d in a log of %d", index, tree.N)
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
		return err
	}
	fmt.Printf("HOLDS: entry %d is in the tree of %s\n", index, verifier.Name())
	return nil
}

import { weights, type Guide } from '../guide.ts';

/** Go, by coreos/go-oidc 3 and golang.org/x/oauth2. */
export const go: Guide = {
  id: 'go', title: 'Go', about: 'People sign in to your Go program, which verifies their ID token.',
  signs: [{ ecosystem: 'go', packages: ['github.com/coreos/go-oidc/v3'], weight: weights.itself }, { ecosystem: 'go', packages: [], weight: weights.framework }],
  application: { type: 'regular_web', authentication: 'client_secret_basic' }, api: undefined,
  port: 3000, callbacks: ['/callback'], logouts: [''], webOrigin: false,
  environmentFile: '.env',
  environment: [{ name: 'ISSUER', value: '{{issuer}}' }, { name: 'BASE_URL', value: '{{url}}' }, { name: 'CLIENT_ID', value: '{{clientId}}' }, { name: 'CLIENT_SECRET', value: '{{clientSecret}}' }],
  install: 'go get github.com/coreos/go-oidc/v3/oidc golang.org/x/oauth2',
  code: [
    {
      file: 'main.go', language: 'go', text: `package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"log"
	"net/http"
	"os"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

func main() {
	provider, err := oidc.NewProvider(context.Background(), os.Getenv("ISSUER"))
	if err != nil {
		log.Fatal(err)
	}
	config := oauth2.Config{
		ClientID:     os.Getenv("CLIENT_ID"),
		ClientSecret: os.Getenv("CLIENT_SECRET"),
		Endpoint:     provider.Endpoint(),
		RedirectURL:  os.Getenv("BASE_URL") + "/callback",
		Scopes:       []string{oidc.ScopeOpenID, "profile", "email"},
	}
	verifier := provider.Verifier(&oidc.Config{ClientID: config.ClientID})

	http.HandleFunc("/login", func(w http.ResponseWriter, r *http.Request) {
		state, proof := rand.Text(), oauth2.GenerateVerifier()
		http.SetCookie(w, &http.Cookie{Name: "login", Value: state + "." + proof, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: 600})
		http.Redirect(w, r, config.AuthCodeURL(state, oauth2.S256ChallengeOption(proof)), http.StatusFound)
	})
	http.HandleFunc("/callback", func(w http.ResponseWriter, r *http.Request) {
		cookie, err := r.Cookie("login")
		state := r.URL.Query().Get("state")
		if err != nil || len(state) == 0 || len(cookie.Value) <= len(state) || cookie.Value[:len(state)+1] != state+"." {
			http.Error(w, "This sign-in was not begun here", http.StatusBadRequest)
			return
		}
		token, err := config.Exchange(r.Context(), r.URL.Query().Get("code"), oauth2.VerifierOption(cookie.Value[len(state)+1:]))
		if err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		raw, _ := token.Extra("id_token").(string)
		idToken, err := verifier.Verify(r.Context(), raw)
		if err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		var claims map[string]any
		if err := idToken.Claims(&claims); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(claims)
	})
	log.Fatal(http.ListenAndServe("localhost:{{port}}", nil))
}
`,
    },
  ],
  run: 'set -a; . ./.env; set +a; go run .', next: 'Open {{url}}/login and sign in. Keep what comes back in a session of your own.',
};

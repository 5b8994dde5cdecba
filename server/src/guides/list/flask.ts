import { weights, type Guide } from '../guide.ts';

/** Flask, by Authlib. */
export const flask: Guide = {
  id: 'flask', title: 'Python Flask', about: 'People sign in to your Flask application; who they are stands in its session.',
  signs: [{ ecosystem: 'python', packages: ['flask', 'authlib'], weight: weights.itself }, { ecosystem: 'python', packages: ['flask'], weight: weights.framework }],
  application: { type: 'regular_web', authentication: 'client_secret_basic' }, api: undefined,
  port: 5000, callbacks: ['/callback'], logouts: [''], webOrigin: false,
  environmentFile: '.env',
  environment: [{ name: 'ISSUER', value: '{{issuer}}' }, { name: 'CLIENT_ID', value: '{{clientId}}' }, { name: 'CLIENT_SECRET', value: '{{clientSecret}}' }, { name: 'SECRET_KEY', value: '{{random}}' }],
  install: 'pip install flask authlib requests python-dotenv',
  code: [
    {
      file: 'app.py', language: 'python', text: `import os

from authlib.integrations.flask_client import OAuth
from dotenv import load_dotenv
from flask import Flask, redirect, session, url_for

load_dotenv()
app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
oauth = OAuth(app)
oauth.register(
    "gatehouse",
    client_id=os.environ["CLIENT_ID"],
    client_secret=os.environ["CLIENT_SECRET"],
    server_metadata_url=os.environ["ISSUER"] + ".well-known/openid-configuration",
    client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256"},
)


@app.get("/")
def home():
    return session.get("user") or {"sign_in": url_for("login")}


@app.get("/login")
def login():
    return oauth.gatehouse.authorize_redirect(url_for("callback", _external=True))


@app.get("/callback")
def callback():
    session["user"] = oauth.gatehouse.authorize_access_token()["userinfo"]
    return redirect("/")


if __name__ == "__main__":
    app.run(host="localhost", port={{port}})
`,
    },
  ],
  run: 'python app.py', next: 'Open {{url}}/login and sign in.',
};
